"""What an examiner's silence or death means to the one who handed in: each a KgError in Swedish and English."""

import signal
from dataclasses import dataclass

from kg.errors import EngineUnavailable, ExaminersBusy, HandInTooDemanding, Unavailable

MIB = 1024 * 1024
STACK = -signal.SIGSEGV
_MEMORY = (-signal.SIGABRT, -signal.SIGKILL)


@dataclass(frozen=True)
class Limits:
    """What checking one hand-in may cost: seconds at work, seconds it waits for an examiner, bytes of memory."""

    examiners: int = 2
    deadline_seconds: float = 8.0
    wait_seconds: float = 1.5
    memory_bytes: int = 1024 * MIB


@dataclass(frozen=True)
class ExaminerRefusals:
    """What a crew of examiners says when there is no outcome."""

    limits: Limits

    def of_silence(self) -> HandInTooDemanding:
        """The deadline passed."""
        seconds = f"{self.limits.deadline_seconds:g}"
        return HandInTooDemanding(
            f"checking what was handed in was stopped after {seconds} seconds. Hand it in in several parts.",
            message_sv=f"kontrollen av det inlämnade stoppades efter {seconds} sekunder. Lämna in det i flera delar.",
        )

    def of_death(self, status: int | None) -> HandInTooDemanding:
        """The examiner ended: by a signal as a negative number, or by itself."""
        if status in (STACK, -signal.SIGBUS):
            return HandInTooDemanding(
                "what was handed in is nested too deeply to be read. Write it with fewer levels of brackets.",
                message_sv="det inlämnade är nästlat för djupt för att kunna läsas. Skriv det med färre nivåer av "
                "parenteser.",
            )
        if status in _MEMORY:
            return self.of_memory()
        if status == -signal.SIGXCPU:
            return self.of_silence()
        return HandInTooDemanding(
            "what was handed in could not be checked, because of something in it that we did not foresee. It has been "
            "logged, without its content. Leave out what is unusual in it, or ask us for help.",
            message_sv="det inlämnade gick inte att kontrollera, på grund av något i det som vi inte har förutsett. "
            "Felet är loggat, utan innehållet. Ta bort det ovanliga, eller be oss om hjälp.",
        )

    def of_memory(self) -> HandInTooDemanding:
        """The memory ran out."""
        most = f"{self.limits.memory_bytes / MIB:g}"
        return HandInTooDemanding(
            f"checking what was handed in takes more than the {most} MiB of memory it may use. Hand it in in several "
            "parts.",
            message_sv=f"kontrollen av det inlämnade kräver mer än de {most} MiB minne den får ta. Lämna in det i "
            "flera delar.",
        )

    def of_start(self, detail: str) -> EngineUnavailable:
        """An examiner could not begin."""
        return EngineUnavailable(
            f"an examiner could not start: {detail.rstrip('.')}.",
            message_sv=f"en granskare kunde inte starta: {detail.rstrip('.')}.",
        )

    def of_waiting(self) -> ExaminersBusy:
        """No examiner was free in time."""
        return ExaminersBusy(
            "many are handing in at the same time, and everyone who checks it is at work. Try again in a moment.",
            message_sv="många lämnar in samtidigt, och alla som kontrollerar är upptagna. Försök igen om en stund.",
        )

    def of_closing(self) -> EngineUnavailable:
        """Another release is followed now."""
        return EngineUnavailable(
            "these examiners have gone home: others know the release that is published now.",
            message_sv="de här granskarna har gått hem: andra känner utgåvan som är publicerad nu.",
        )


def not_open() -> Unavailable:
    """Nobody can check what is handed in just now."""
    return Unavailable(
        "what is handed in can't be checked just now. Try again in a moment.",
        message_sv="det går inte att kontrollera det inlämnade just nu. Försök igen om en stund.",
    )
