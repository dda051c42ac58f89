"""What people press below a reply, in the menu of a message and in the Home tab."""

from __future__ import annotations

import contextlib
import re
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from adapters.delivery import DeliveryError
from adapters.owed import Door
from adapters.slack.parsing import ABOUT, read_shortcut, shortcut_place
from adapters.slack.presses import FORGET, PICK, SHARE, is_shown_to_one, press_place, pressed_list, read_press
from adapters.slack.replying import ALONE, REPLACED
from adapters.slack.views import (
    answer_view,
    direct_place,
    home_view,
    is_in_a_view,
    open_modal,
    publish_home,
    read_opening,
)

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from adapters.slack.owners import Owners
    from adapters.slack.replying import Replying, Taken


class Pressing:
    """Hears presses."""

    def __init__(self, replying: Replying, owners: Owners) -> None:
        self._replying = replying
        self._owners = owners

    def register(self, app: AsyncApp) -> None:
        """Have an app call this."""
        app.action({"action_id": re.compile(f"^{PICK}.*$")})(self._on_pick)
        app.action(SHARE)(self._on_share)
        app.action(FORGET)(self._on_forget)
        app.event("app_home_opened")(self._on_home)
        app.shortcut({"callback_id": ABOUT, "type": "message_action"})(self._on_shortcut)

    async def _on_shortcut(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        place, url = shortcut_place(body), str(body.get("response_url") or "")
        incoming = read_shortcut(body, at=time.monotonic())
        taken = await self._replying.taken(incoming, place, body, Door.PRESS)
        await ack()
        if taken:
            self._replying.start(taken, place, self._replying.to_url(url, place, ALONE))

    async def _on_pick(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        replying, place = self._replying, press_place(body)
        taken = await replying.taken(read_press(body, at=time.monotonic()), place, body, Door.PRESS)
        await ack()
        if taken is None:
            return
        if is_in_a_view(body):
            replying.in_flight.add()
            await self._show(taken, body)
        elif is_shown_to_one(body):
            # Replacing the list that was pressed may be repeated: a new message would come twice.
            replying.start(taken, place, replying.responding(body, REPLACED))
        # One list, one public reply: the same pick made again is answered to whoever made it.
        elif taken.incoming.private or not (
            place.is_direct or await replying.ledger.take([pressed_list(body)], None)
        ):
            replying.start(taken, place, replying.responding(body, ALONE))
        else:
            post = partial(replying.post_anywhere, place, body)
            replying.start(taken, place, post, replying.responding(body, ALONE))

    async def _show(self, taken: Taken, body: dict[str, Any]) -> None:
        """Show a reply as a modal, or as a direct message where Slack takes none any more."""
        replying = self._replying
        reply = await replying.answer(taken.incoming.message)
        if not await open_modal(replying.client, body, answer_view(reply)):
            place = direct_place(body)
            post = partial(replying.post, place, taken.owed)
            await replying.send(taken.owed, replying.rendered(taken.incoming), place, post)
        elif taken.owed:
            await replying.ledger.settle(taken.owed)

    async def _on_share(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        """Show the channel what was answered to one person, whose own copy then goes."""
        replying, place = self._replying, press_place(body)
        taken = await replying.taken(read_press(body, at=time.monotonic()), place, body, Door.PRESS)
        await ack()
        if taken is None:
            return
        replying.in_flight.add(where=place.channel)
        ways = (partial(replying.post_anywhere, place, body), replying.responding(body, ALONE))
        # The own copy goes last: were it gone first and the channel refused, nobody would have the answer.
        if await replying.send(taken.owed, replying.rendered(taken.incoming), place, *ways):
            with contextlib.suppress(DeliveryError):  # then both are there
                await replying.delete_pressed(body)

    async def _on_forget(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        replying, place = self._replying, press_place(body)
        taken = await replying.taken(read_press(body, at=time.monotonic()), place, body, Door.PRESS)
        await ack()
        if taken:
            replying.start(taken, place, replying.responding(body, ALONE))

    async def _on_home(self, body: dict[str, Any]) -> None:
        replying = self._replying
        if opened := read_opening(body, at=time.monotonic()):
            replying.in_flight.add()
            person = str(body["event"]["user"])
            may_set = await self._owners.include(person, team=replying.team)
            view = home_view(await replying.answer(opened), settings=may_set)
            await publish_home(replying.client, person, view)
