"""Run the checks beside each other: all of them, whatever becomes of one, and none for ever."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.doctor.check import HERE, Check
from adapters.doctor.findings import UnseenError, broken, look, ok
from adapters.doctor.installation import Installation, Seen, seen
from adapters.doctor.table import CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adapters.doctor.findings import Finding


async def examine(installation: Installation, checks: Iterable[Check] = CHECKS) -> list[Finding]:
    """Return what is found, in the order of the checks.

    Args:
        installation: What is looked at.
        checks: What to look at; what is about a platform none of whose tokens is set is one line.
    """
    checks, served = list(checks), _served(installation)
    chosen = [each for each in checks if each.on in {HERE, *served}]
    async with seen(installation) as what:
        found = await asyncio.gather(*(_run(each, what) for each in chosen))
    platforms = (each.name for each in installation.current.platforms)
    unset = [on for on in platforms if on not in served and any(each.on == on for each in checks)]
    return [*(_not_set(on, alone=not served) for on in unset), *_told(zip(chosen, found, strict=True))]


async def _run(check: Check, what: Seen) -> list[Finding] | UnseenError:
    try:
        async with asyncio.timeout(check.seconds):
            return await check.look(what)
    except UnseenError as error:
        return error
    except TimeoutError:
        found, cure = f"no answer within {check.seconds:g} s", "try again; then see the log of what should answer"
        return [broken(found, cure)]
    except Exception as error:  # noqa: BLE001 - the others are looked at all the same
        return [look(f"could not be looked at ({type(error).__name__})", "try again; then tell the makers")]


def _told(results: Iterable[tuple[Check, list[Finding] | UnseenError]]) -> Iterator[Finding]:
    """Yield what was found, and in one line what cannot be seen on a platform for one reason."""
    for on, group in itertools.groupby(results, lambda result: result[0].on):
        unseen: dict[str, list[str]] = {}
        for check, found in group:
            if isinstance(found, UnseenError):
                unseen.setdefault(str(found), []).append(check.what)
            else:
                yield from (replace(each, about=check.about) for each in found)
        for why, names in unseen.items():
            yield replace(look(f"{why}: not looked at {', '.join(names)}", "put that right first"), about=on)


def _served(installation: Installation) -> list[str]:
    platforms = installation.current.platforms
    return [each.name for each in platforms if any(secret.get_secret_value() for _, secret in each.rules)]


def _not_set(on: str, *, alone: bool) -> Finding:
    found, cure = "no token is set", f"prolobot setup {on.lower()}"
    return replace(broken(found, cure) if alone else ok(f"{found}: it is not served"), about=on)
