"""wrk as the client: it needs a tenth of what a client in Python does, and on a machine
of few cores that is what decides. Debian and Homebrew have it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

#: What browsers send with each request.
HEADERS = (
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding: gzip, deflate",
    "Accept-Language: en-GB,en;q=0.7",
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101",
)

_UNITS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}

#: Another parameter in each request, as links have that were shared.
_FRESH = """
local number = 0
request = function()
  number = number + 1
  return wrk.format(nil, wrk.path .. "?fbclid=IwAR" .. number)
end
"""


@dataclass(frozen=True)
class Measured:
    """`slow_milliseconds`: all but one of a hundred are faster. `bytes_each` counts
    heads too. `failed` are answers that were errors, and connections that broke."""

    per_second: float
    slow_milliseconds: float
    bytes_each: float
    failed: int


def wrk(
    url: str,
    *headers: str,
    seconds: float,
    connections: int,
    fresh_in: Path | None = None,
) -> Measured:
    """Ask for `url` as fast as it is answered, over connections that stay open. With a
    folder `fresh_in` each request has a parameter that was never there before."""
    command = shutil.which("wrk")
    if command is None:
        raise SystemExit("This needs wrk: apt-get install wrk, or brew install wrk.")
    options = ["-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for header in (*HEADERS, *headers):
        options += ["-H", header]
    if fresh_in is not None:
        script = fresh_in / "fresh.lua"
        script.write_text(_FRESH)
        options += ["-s", str(script)]
    output = subprocess.run(
        [command, *options, url], check=True, capture_output=True, text=True
    ).stdout
    return _measured(output)


def _measured(output: str) -> Measured:
    requests, took, received, unit = _found(
        r"(\d+) requests in ([\d.]+)s, ([\d.]+)([KMG]?)B read", output
    )
    slow, slow_unit = _found(r"99%\s+([\d.]+)(\w+)", output)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    broken = re.search(r"Socket errors: .*", output)
    factor = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}[unit]
    return Measured(
        per_second=int(requests) / float(took),
        slow_milliseconds=float(slow) * _UNITS[slow_unit],
        bytes_each=float(received) * factor / max(int(requests), 1),
        failed=int(failed[1] if failed else 0) + (1 if broken else 0),
    )


def _found(pattern: str, output: str) -> tuple[str, ...]:
    match = re.search(pattern, output)
    assert match, output
    return match.groups()
