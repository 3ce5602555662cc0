"""A request whose files stay in memory: nothing that strangers send is written to a disk before it is looked at."""

import io
from typing import IO

from flask import Request


class InMemory(Request):
    """A request as the framework has it, but for where an upload lies while it is read."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()
