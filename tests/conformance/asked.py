"""Everything that is asked, asked once: each W3C test and each check of the matrix keeps its outcome."""

import tempfile
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from http.client import HTTPException
from pathlib import Path
from typing import Any, TypeVar

from pyoxigraph import NamedNode
from rdflib.plugin import PluginException

from tests.conformance import descriptions, evaluation, exchanges, servers
from tests.conformance.evaluation import Outcome, Syntax
from tests.conformance.manifests import Case, ProtocolCase, protocol_cases, quads
from tests.conformance.matrix.check import DATA, Check
from tests.conformance.rooms import Room, room, write_nquads
from tests.conformance.wire import Endpoint

OURS, THEIRS = "ours", "theirs"
_Kept = TypeVar("_Kept")


class Asked:
    """Asks, and remembers. The servers that it needs are started when first asked, and end with `close`."""

    def __init__(self, suite: Path | None) -> None:
        self._suite = suite
        self._open = ExitStack()
        self._endpoints: dict[tuple[str, Path], Endpoint] = {}
        self._kept: dict[tuple[str, ...], Any] = {}

    def close(self) -> None:
        """End every server."""
        self._open.close()

    def outcome(self, case: Case) -> Outcome:
        """How a query evaluation test went."""
        return self._once(lambda: evaluation.outcome(case, self.room), "outcome", case.id)

    def syntax(self, case: Case) -> Syntax:
        """What the service says of a query that is well or ill formed."""
        return self._once(lambda: evaluation.syntax(case, self.room), "syntax", case.id)

    def protocol_fault(self, case: ProtocolCase, at: str) -> str | None:
        """What a server does otherwise than a protocol test expects; None where it does as expected."""
        endpoint = self.protocol_endpoint(at)
        return self._once(lambda: _fault(lambda: exchanges.run(case, endpoint)), at, "protocol", case.name)

    def protocol_endpoint(self, at: str) -> Endpoint:
        """A server with the graphs of the protocol tests."""
        return self.endpoint(at, self._protocol_file)

    def fault(self, check: Check, at: str) -> str | None:
        """What a server does otherwise than a check expects; None where it does as expected."""
        endpoint = self.endpoint(at, self.matrix_file)
        return self._once(lambda: _fault(lambda: check.run(endpoint)), at, check.area, check.id)

    def description_fault(self, name: str, at: str) -> str | None:
        """What a server's description does otherwise than a W3C test of it expects; None where it does as expected."""
        endpoint = self.endpoint(at, self.matrix_file)
        return self._once(lambda: _fault(lambda: descriptions.CASES[name](endpoint)), at, "description", name)

    def endpoint(self, at: str, file: Path) -> Endpoint:
        """Our service, or Oxigraph's own server, on a data file."""
        if (at, file) not in self._endpoints:
            serve = servers.ours if at == OURS else servers.oxigraph
            self._endpoints[at, file] = self._open.enter_context(serve(file))
        return self._endpoints[at, file]

    @cached_property
    def room(self) -> Room:
        """Where data files are served in this process."""
        return self._open.enter_context(room())

    @cached_property
    def folder(self) -> Path:
        """A folder that goes when all is asked."""
        return Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="kg-asked-")))

    @cached_property
    def matrix_file(self) -> Path:
        """The data that the matrix asks about."""
        path = self.folder / "matrix.nq"
        path.write_text(DATA, "utf-8")
        return path

    @cached_property
    def _protocol_file(self) -> Path:
        """The graphs of the protocol tests, under the names that these give them."""
        if self._suite is None:
            raise LookupError("the suites are not here")
        graphs = {graph for case in protocol_cases(self._suite) for graph in case.graphs}
        found = [quad for name, path in sorted(graphs) for quad in quads(path, name, NamedNode(name))]
        return write_nquads(self.folder / "protocol.nq", found)

    def _once(self, make: Callable[[], _Kept], *key: str) -> _Kept:
        if key not in self._kept:
            self._kept[key] = make()
        kept: _Kept = self._kept[key]
        return kept


def _fault(run: Callable[[], None]) -> str | None:
    """Where and how an expectation was not met; what can't be read or reached meets none."""
    try:
        run()
    except (AssertionError, HTTPException, OSError, ValueError, KeyError, SyntaxError, PluginException) as wrong:
        line = traceback.extract_tb(wrong.__traceback__)[-1].line
        return f"{type(wrong).__name__}: {wrong} ({line})"
    return None
