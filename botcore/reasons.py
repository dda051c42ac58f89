"""A reason in one sentence: for `--why`, the playground and the mistakes of `eval`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.trace import Because

if TYPE_CHECKING:
    from botcore.trace import Candidate, Trace

SENTENCES = {
    Because.RED_FLAG: "The safety check saw a red flag, so urgent-care guidance comes before everything else.",
    Because.ADVICE: "It asks for personal medical advice, which only someone who knows the patient can give.",
    Because.LIKELY: "The best candidate scores {score}; from {answer} on it is answered.",
    Because.UNSURE: "The best candidate scores {score}: enough to offer ({clarify}), not to answer ({answer}).",
    Because.DOUBTED: "It resembles the best candidate, but {against}: so that is offered and not answered.",
    Because.AMBIGUOUS: "The file names several entries that this question could mean.",
    Because.TOPIC: "The nearest thing in the file is the topic '{topic}', which it does not answer.",
    Because.STRANGE: "A topic is nearer than every entry, and none is near enough to be named.",
    Because.UNLIKELY: "The best candidate scores {score}, below {clarify}: a guess would be worse than no answer.",
    Because.FAR: "Nothing in the file is near: it is about something else.",
    Because.GREETING: "There is no question in it.",
    Because.THANKS: "There is no question in it, only thanks.",
    Because.OTHER_LANGUAGE: "It is in a language that the bot knows only emergencies in.",
    Because.ABOUT_THE_BOT: "It asks about the bot itself.",
    Because.WITHHELD: "The platform did not hand over its words.",
    Because.FILES_ALONE: "It holds files and no words, and files are not read.",
    Because.SMALL_TALK: "It says something to the bot, and asks nothing of the file.",
    Because.FEELING: "It tells of fear, sadness, grief or despair, which no entry of a file is an answer to.",
    Because.AFTERWARDS: "It follows an urgent reply, and asks nothing: how it went on, or thanks.",
    Because.PICKED: "The entry was picked from an earlier reply, so nothing had to be matched.",
    Because.GONE: "The entry that was picked is no longer in the file.",
    Because.RATED: "It says whether an earlier reply helped.",
    Because.RELAYED: "It passes on what one person wrote for another.",
    Because.ALERTED: "Those who look after people are told of a red flag.",
    Because.SUMMED: "Those who look after the file are told what a week was like.",
    Because.HELD: "Its owners do not want it to answer there as usual.",
    Because.CONFIGURED: "It is about how the bot behaves there.",
    Because.FORGOTTEN: "Its author wants to be forgotten.",
    Because.BROKEN: "Something broke before the bot could reply.",
    Because.STOPPING: "The bot was being stopped and had no time left to read it.",
    Because.BUSY: "There was no room for it; it was looked through for signs of an emergency alone.",
    Because.INTERRUPTED: "It was acknowledged by a process that is gone, and its words are not kept.",
    Because.OUTDATED: "It came by a command or form that the bot does not have, and was read for red flags alone.",
}


def compare(trace: Trace) -> tuple[str, ...]:
    """Return why this and not that: a sentence for each entry that came near, and for the nearest topic."""
    said = [_weighed(each, best=number == 0) for number, each in enumerate(trace.candidates)]
    if trace.nearest_topic and trace.thresholds:
        least = trace.thresholds.topic
        named = "it is named" if trace.topic else f"it is named from {least:.2f} on"
        # A topic's own wording, typed to the letter, is surer than any sureness that is learned.
        sure = min(trace.sureness, 1.0)
        said.append(f"The topic '{trace.nearest_topic}' is nearer than every entry, {sure:.2f} sure: {named}.")
    return tuple(said)


def _weighed(each: Candidate, *, best: bool) -> str:
    against = f"; but {' and '.join(each.against)}" if each.against else ""
    place = "the best" if best else "behind"
    return f"'{each.id}' is {place} at {each.score:.2f}: nearest is \"{each.phrasing}\"{against}."


def explain(trace: Trace) -> str:
    """Return why, with the score and the thresholds that decided."""
    score = trace.candidates[0].score if trace.candidates else 0.0
    limits = trace.thresholds.of_scores if trace.thresholds else {}
    numbers = {name: f"{value:.2f}" for name, value in {"score": score, **limits}.items()}
    against = " and ".join(trace.candidates[0].against[:2]) if trace.candidates else ""
    return SENTENCES[trace.because].format(topic=trace.topic, against=against, **numbers)
