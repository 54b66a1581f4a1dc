"""What can go wrong with a model hub: no answer in time, and errors in plain words."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, TypeVar

from mt_toolkit.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PULL_AGAIN", "explained", "within"]

T = TypeVar("T")

PULL_AGAIN = "Run the same command again: what has arrived is kept"


def within(seconds: float, call: Callable[[], T]) -> T:
    """Run a call and give up waiting for it after some seconds.

    The timeouts of sockets do not cover a name server that says nothing. The call goes on in a
    daemon thread, which does not keep the process from ending.
    """
    answers: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((call(), None))
        except Exception as error:  # handed over to the waiting thread, which raises it
            answers.put((None, error))

    threading.Thread(target=run, name="ask-hub", daemon=True).start()
    try:
        answer, error = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return answer  # type: ignore[return-value]  # None only where the call returned it


def explained(error: Exception, repo_id: str, revision: str | None) -> ModelError:
    """Say in plain words what kept a hub from giving a model.

    ``huggingface_hub`` raises its own errors, those of its HTTP library (which differs between
    its versions) and those of the operating system.
    """
    from huggingface_hub.errors import RevisionNotFoundError

    status = getattr(getattr(error, "response", None), "status_code", None)
    detail = next(iter(str(error).strip().splitlines()), "") or type(error).__name__
    if isinstance(error, ModelError):
        return error
    if isinstance(error, RevisionNotFoundError):
        return ModelError(f"{repo_id} has no revision {revision}", mend="Check its name")
    if status in {401, 403, 404}:
        return ModelError(
            f"the model hub has no {repo_id}, or not without a login (answer {status})",
            mend="Check the name, or set HF_TOKEN if the model needs a login",
        )
    if status is not None and status >= 400:
        return ModelError(f"the model hub answered {status}", mend=PULL_AGAIN)
    if isinstance(error, OSError) and error.errno is not None:
        return ModelError(
            f"the download cannot be stored ({error.strerror})",
            mend="Free some space, or set HF_HOME to a folder that can be written",
        )
    return ModelError(
        "no model hub can be reached",
        mend=f"Check the network and the proxy settings ({detail.rstrip('.')})",
    )
