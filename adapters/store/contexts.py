"""What a follow-up refers to, shared: ids and a time, never words nor what is made of them."""

from __future__ import annotations

import hashlib
import hmac
from collections import OrderedDict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import delete

from adapters.store.statements import bound, recall, remember
from adapters.store.store import AwayError
from adapters.store.tables import contexts
from adapters.store.together import Together
from botcore import Asked, Forgot, Kind, Picked

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.incoming import Respond
    from adapters.store.store import Store
    from botcore import Message, Reply

_FOLLOW_UP_MAX = 200
"""Characters; whoever writes more says what it is about."""

_OWN = 10_000
"""Conversations of which this process knows that it had the last word."""


class StoredContexts:
    """What was asked last, by a keyed hash of person and place."""

    def __init__(self, store: Store, key: bytes) -> None:
        """Keep it in a store, hashed with a key that all who share it have."""
        self._store = store
        self._key = key
        self._recall = Together(store, _recall, alone=True)
        self._remember = Together(store, _remember, alone=True)
        self._own: OrderedDict[str, float] = OrderedDict()

    def known_to(self, answer: Respond) -> Respond:
        """Return the same answers, to messages that say what they follow where another process was asked that.

        Whoever wants to be forgotten is forgotten here first.
        """

        async def heard(message: Message) -> Reply:
            if isinstance(message, Asked) and message.edited:
                return await answer(message)
            if isinstance(message, Asked):
                message = replace(message, follows=await self.told_by_others(message))
            elif isinstance(message, Forgot) and not await self.forget(message.person):
                message = replace(message, failed=True)
            reply = await answer(message)
            await self.remember(message, reply)
            return reply

        return heard

    async def told_by_others(self, message: Asked) -> str:
        """Return the id of what another process was asked last; "" where this one was, or nobody lately."""
        if not message.person or message.others or len(message.text) > _FOLLOW_UP_MAX:
            return ""
        key = self._hashed(message)
        try:
            found = await self._recall(key)
        except AwayError:
            return ""
        # The very time that this process wrote: it had the last word, and knows more than ids.
        if found is None or found[2] == self._own.get(key):
            return ""
        return found[0] or found[1]

    async def replied_ago(self, message: Asked) -> float | None:
        """Return how many seconds ago any process replied last to who wrote a message, in its place.

        None: none did within the minutes that a question is remembered, or the database is away.
        """
        try:
            found = await self._recall(self._hashed(message))
        except AwayError:
            return None
        return found[3] if found else None

    async def remember(self, message: Message, reply: Reply) -> None:
        """Keep what was asked, and that it was here."""
        if not (message.person and isinstance(message, Asked | Picked)):
            return
        entry = reply.entry.id if reply.entry and reply.kind is Kind.ANSWER else ""
        key, person = self._hashed(message), self._person(message.person)
        row = {"key": key, "person": person, "entry": entry, "topic": reply.trace.topic}
        try:
            self._own[key] = await self._remember(row)
        except AwayError:
            return
        self._own.move_to_end(key)
        if len(self._own) > _OWN:
            self._own.popitem(last=False)

    async def forget(self, person: str) -> bool:
        """Forget what somebody asked, wherever it was; tell whether it is forgotten."""
        try:
            await self._store.run(partial(_forget, self._person(person)), alone=True)
        except AwayError:
            return False
        return True

    def _hashed(self, message: Message) -> str:
        return self._digest(f"{message.person}\0{message.thread}")

    def _person(self, person: str) -> str:
        return self._digest(f"person\0{person}")

    def _digest(self, name: str) -> str:
        return hmac.new(self._key, name.encode(), hashlib.sha256).hexdigest()


def _recall(keys: list[str], connection: Connection) -> list[tuple[str, str, float, float] | None]:
    found = connection.execute(recall(connection.dialect.name), bound({"key": key} for key in keys))
    known = {each.key: (each.entry, each.topic, each.at, max(float(each.ago), 0.0)) for each in found}
    return [known.get(key) for key in keys]


def _remember(rows: list[dict[str, str]], connection: Connection) -> list[float]:
    # The last word of each, since no row may be changed twice by one statement; sorted, as in `LedgerRows.take`.
    last = {row["key"]: row for row in rows}
    kept = connection.execute(remember(connection.dialect.name), bound(last[key] for key in sorted(last)))
    at = {each.key: float(each.at) for each in kept}
    return [at[row["key"]] for row in rows]


def _forget(person: str, connection: Connection) -> None:
    connection.execute(delete(contexts).where(contexts.c.person == person))
