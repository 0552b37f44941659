"""A process gives up the network, other programs and other processes, for good: whoever takes it over has none of them.

By a filter of system calls (seccomp), which any process on Linux may put on itself, in a container too. On other
systems nothing is given up; there the limits and the private folder of `worker.py` are all. This module knows nothing
of what is read.
"""

import ctypes
import errno
import platform
import struct
from collections.abc import Mapping
from types import MappingProxyType

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD_WORD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_NUMBER, _MACHINE = 0, 4
_X32 = 0x40000000
"""From here on x86 counts the calls of another convention once more."""

# What reading a file never needs: sockets (io_uring opens them too), other programs, other processes' memory and
# files, and signals to them.
_CALLS: Mapping[str, tuple[int, tuple[int, ...]]] = MappingProxyType(
    {
        "x86_64": (0xC000003E, (41, 42, 49, 59, 62, 101, 200, 234, 310, 311, 322, 424, 425, 434, 438)),
        "aarch64": (0xC00000B7, (117, 129, 130, 131, 198, 200, 203, 221, 270, 271, 281, 424, 425, 434, 438)),
    }
)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def confine() -> bool:
    """Give all of that up; whether it was done. It holds for this process and its copies and cannot be undone."""
    known = _CALLS.get(platform.machine())
    if platform.system() != "Linux" or known is None:
        return False
    steps = _steps(*known)
    program = _Program(len(steps) // 8, ctypes.cast(ctypes.create_string_buffer(steps, len(steps)), ctypes.c_void_p))
    control = ctypes.CDLL(None, use_errno=True).prctl
    control.argtypes = (ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong)
    if control(_NO_NEW_PRIVILEGES, 1, None, 0, 0) != 0:
        return False
    return bool(control(_SET_SECCOMP, _FILTER, ctypes.cast(ctypes.pointer(program), ctypes.c_void_p), 0, 0) == 0)


def _steps(machine: int, calls: tuple[int, ...]) -> bytes:
    """The filter: a call of another machine's numbers, or one of these, is refused; any other is let through."""
    to_refusal = len(calls) + 1
    steps = [
        _step(_LOAD_WORD, value=_MACHINE),
        _step(_IF_EQUAL, otherwise=to_refusal + 2, value=machine),
        _step(_LOAD_WORD, value=_NUMBER),
        _step(_IF_AT_LEAST, then=to_refusal, value=_X32),
        *(_step(_IF_EQUAL, then=to_refusal - number, value=call) for number, call in enumerate(calls, 1)),
        _step(_RETURN, value=_ALLOW),
        _step(_RETURN, value=_REFUSE),
    ]
    return b"".join(steps)


def _step(code: int, then: int = 0, otherwise: int = 0, value: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, value)
