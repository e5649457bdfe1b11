"""What can go wrong with one page in a worker. None of it stops the crawl."""

from __future__ import annotations


class ReadingError(Exception):
    """A page that was not read; the message says why, in one line."""


class ReadingTimeout(ReadingError):  # noqa: N818 - named for what befell the page, as its siblings
    """The page took longer than its time; its worker was killed."""


class ReadingCrash(ReadingError):  # noqa: N818 - as above
    """The worker died at the page: a crash in C code, its memory limit, a kill from outside."""


class ReadingMemory(ReadingCrash):
    """The page needed more memory than a worker has."""


class ReadingBug(ReadingError):  # noqa: N818 - as above
    """The call raised. `remote_traceback` is the text of the traceback in the worker."""

    def __init__(self, message: str, remote_traceback: str = "") -> None:
        super().__init__(message)
        self.remote_traceback = remote_traceback
