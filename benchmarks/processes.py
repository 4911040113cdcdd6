"""Runs a program as a whole process and says what it used.

A process starts with its parent's peak memory on Linux (`setmax_mm_hiwater_rss` in exec), so a
program that measures stays small and leaves all else to processes of their own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_BYTES_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024  # getrusage(2) of each system
_LONGEST_MESSAGE = 300


@dataclass(frozen=True)
class Run:
    """What one process used, with the processes it waited for; the peak is of the largest."""

    cpu_seconds: float
    wall_seconds: float
    peak_megabytes: float


def measured(command: Sequence[str | Path], limit: float = 600) -> tuple[Run, str]:
    """Run a command for at most so many seconds; return what it used.

    The second value says why it failed, "" when it did not.
    """
    late = threading.Event()
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, start_new_session=True
        )

        def stop() -> None:
            late.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(limit, stop)
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:  # which a session of its own does not hear
            stop()
            raise
        finally:
            timer.cancel()
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        run = Run(
            cpu_seconds=usage.ru_utime + usage.ru_stime,
            wall_seconds=wall,
            peak_megabytes=usage.ru_maxrss * _BYTES_OF_MAXRSS / 1024**2,
        )
        if late.is_set():
            return run, f"not in {limit:.0f} s"
        if process.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace").strip().splitlines()
            return run, f"exit {process.returncode}: {' '.join(said[-3:])[:_LONGEST_MESSAGE]}"
    return run, ""
