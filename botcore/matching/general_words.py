"""What a question of any file may turn on: things of one kind, opposites, and what is asked about a thing.

Written by hand, for every file alike: a health clinic's, a bank's, a shop's. No word is here for one file's sake.
A file's own words always outweigh these: `doubts` looks here only for words an entry's wordings do not have.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from botcore.text import SMALL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KINDS: Mapping[str, str] = {
    "treatment": """acupuncture cupping massage botox physiotherapy physio surgery operation chemotherapy
        yoga cortisone traction taping hypnosis osteopathy radiotherapy chiropractic shockwave
        ozone vaccine vaccination filler epidural dialysis homeopathy ultrasound meditation
        liposuction transfusion pilates tattoo piercing reiki leech sauna radiofrequency laser
        transplant implant steroid anaesthesia anaesthetic sedation fusion botulinum inhaler
        drip ibuprofen paracetamol insulin antibiotic morphine aspirin statin antidepressant
        melatonin caffeine vitamin magnesium collagen alcohol nicotine cannabis penicillin
        antihistamine sedative opioid cream ointment tablet pill syrup supplement herb probiotic
        laxative contraceptive""",
    "part of the body": """neck knee shoulder hip ankle elbow wrist jaw foot hand finger head eye ear nose tooth
        chest stomach heart skin hair leg arm thumb rib heel spine throat liver kidney bladder
        lung brain tongue lip toe knuckle tailbone groin calf thigh belly breast muscle nail
        nerve""",
    "illness": """arthritis migraine diabetes asthma cancer depression anxiety gout eczema flu covid fever
        epilepsy insomnia anaemia sinusitis acne obesity osteoporosis fibromyalgia headache cold
        cough rash allergy dementia rabies tetanus malaria hepatitis measles shingles autism
        stroke toothache backache""",
    "substance": """water salt sugar oil milk wine vinegar gold iron plastic cotton wood rubber bleach paint
        glue petrol gas sand oxygen steel glass leather wool silk foam gravel cement""",
    "thing": """car laptop bicycle bike television camera printer umbrella ladder toaster fridge guitar
        tent boat piano drone suitcase bed sofa mattress pillow lamp table chair wardrobe
        curtain carpet blanket shoe jacket dress ring toy bottle knife drill hammer oven window
        door key battery helmet dishwasher kettle stove bag wallet mirror desk shelf towel
        candle scooter motorbike truck bus train plane tyre windshield sheet""",
    "paper": """passport visa licence ticket contract certificate letter invoice receipt diploma
        password username email voucher subscription membership parcel newspaper magazine stamp
        card""",
    "money": """mortgage loan pension savings shares bitcoin salary rent tax insurance deposit bonus
        cheque currency dividend inheritance wage budget debt donation""",
    "place": """hotel airport school library gym church hospital museum restaurant cinema station park
        bank shop office factory farm prison pool theatre kitchen garage garden bathroom beach
        zoo stadium supermarket""",
    "animal": "dog cat horse cow bird fish rabbit snake spider hamster parrot sheep goat pig chicken mouse pony",
    "food": """pizza bread cheese rice soup chocolate coffee tea cake salad egg apple banana beer
        burger pasta potato tomato onion butter honey juice""",
    "event": """wedding party exam flight concert match election meeting interview holiday funeral
        birthday marathon conference storm earthquake festival pregnancy divorce""",
    "work": """song film movie poem game podcast photo painting website app database server software
        update spreadsheet presentation video album newsletter tweet""",
    "service": """delivery cleaning parking heating wifi roaming streaming childcare catering laundry
        babysitting gardening translation broadband haircut""",
}
"""Kind → things of it. Two of one kind can stand in each other's place: "is cupping safe", "is yoga safe"."""

_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "treatment": (
        "therapy", "therapies", "plasty", "ectomy", "otomy", "puncture", "pathy", "olysis", "scopy", "pression",
        "cillin", "statin", "caine", "tide", "azole", "pril", "olol", "profen",
        "triptyline", "oxetine", "mycin", "cortisone", "solone",
    ),
    "illness": ("itis", "osis", "algia", "aemia", "emia", "syndrome", "philia", "paresis"),
}  # fmt: skip
"""Kind → how words of it end: nobody can list all treatments, medicines and illnesses."""

_LEAST_LETTERS = 8
"""Of a word for its ending to tell its kind."""

_OPPOSITE_PAIRS = """
    common rare, common unusual, usual unusual, usual rare, most least, more less, best worst, biggest
    smallest, highest lowest, largest smallest, first last, always never, often seldom, strong weak,
    stronger weaker, strengthen weaken, tight loose, tight lax, tight slack, tighten loosen, stiff lax,
    stiff loose, stiffness laxity, hard soft, hot cold, open close, start stop, begin end, add remove,
    buy sell, send receive, deposit withdraw, lock unlock, freeze unfreeze, freeze thaw, block unblock,
    activate deactivate, enable disable, increase decrease, raise lower, gain lose, borrow lend, arrive
    leave, arrival departure, enter exit, join leave, accept refuse, allowed forbidden, important
    pointless, important unimportant, important useless, importance uselessness, useful useless, success
    failure, work fail, successful unsuccessful, help harm, treat cause, heal damage, cheap expensive,
    fast slow, early late, long short, next previous, import export, upload download, domestic foreign,
    domestic international, public private, win lose, full empty, install uninstall, subscribe
    unsubscribe, follow unfollow, rent buy, heavy light, thick thin, wide narrow, clean dirty, wet dry,
    rarest commonest, rarest common, rarest most, rarest usual, rare most, rare main, least common,
    least main, never usually, never often, never most, seldom most, worse better, worse improve, worse
    relieve, worse help, worsen improve, worsen relieve, worsen help
"""
"""What turns a question round. Where an entry says both ("loose or tight?"), neither is the other's opposite."""

_ASPECTS: Mapping[str, tuple[str, ...]] = {
    "who invented it": ("invented", "inventor", "discovered", "discoverer", "founder", "founded", "pioneer",
                        "introduced", "came up with", "come up with", "thought of"),
    "who makes it": ("^ who makes", "manufacturer", "manufactured", "factory", "supplier", "producer"),
    "who paid for it": ("paid for", "pays for", "funded", "funding", "sponsored", "sponsor", "financed"),
    "what it costs": ("cost", "costs", "price", "prices", "priced", "expensive", "cheap", "cheaper", "fee",
                      "fees", "afford", "costly"),
    "whether it is allowed": ("legal", "illegal", "banned", "approved", "licensed", "permitted", "outlawed"),
    "what it is made from": ("halal", "kosher", "vegan", "vegetarian", "made from", "made of"),
    "how it looks": ("colour", "color", "smell", "taste", "shape", "weigh", "look like", "weight"),
    "its history": ("history", "ancient", "origin", "how old", "when was"),
    "its name": ("spelt", "spelled", "spell", "pronounce", "pronounced", "joke", "abbreviation"),
    "how to learn it": ("course", "courses", "degree", "diploma", "career", "how to become"),
    "what else there is": ("instead of", "alternative", "alternatives", "what else", "other than", "replacement"),
    "which is better": ("comparison", "better than", "worse than", "difference"),
    "its studies": ("participants", "author", "authors", "journal", "published", "placebo", "trial", "trials"),
    "who": ("^ who", "^ whose", "critics"),
    "how many there were": ("how many people", "how many patients", "how many studies", "how many others"),
    "how often": ("how often", "times a week", "times a day", "every week"),
    "how long": ("how long", "how many years", "how many months", "how many weeks", "how many days"),
}  # fmt: skip
"""What may be asked about anything → words that ask it; `^` stands for the beginning of a message."""

_TURNS = (
    "hardly", "rarely", "seldom", "scarcely", "barely", "fail", "fails", "failed", "pointless", "useless",
    "bad for", "bad idea", "no longer", "any more", "anymore", "not used", "not use", "abandoned",
    "obsolete", "gave up",
)  # fmt: skip
"""What turns any question round, without an opposite of its own."""

FRAMES = (
    "who invented {}", "who discovered {}", "who paid for {}", "who makes {}", "who came up with {}",
    "where does {} come from", "where is {} made", "when was {} invented", "what does {} cost",
    "how expensive is {}", "what colour is {}", "what does {} look like", "what is the history of {}",
    "how is {} spelt", "why is {} called that", "is {} legal abroad", "how many years does {} last",
    "what else is there instead of {}", "why is {} bad", "why is {} no longer used", "why does {} fail",
    "is there a joke about {}", "is {} vegan", "what is the weight of {}", "how often is {} repeated",
    "is {} better than anything else", "is there a course about {}",
    "how many patients were in the trial of {}", "who is against {}", "why is {} hardly ever used",
    "why is {} not used any more", "why is {} useless", "who published the study of {}",
    "why did they stop {}",
)  # fmt: skip
"""Questions about anything, for `twins` to ask about an entry's subject."""

_CUT = ("ingly", "edly", "ings", "ing", "ies", "ied", "ers", "er", "ely", "ed", "es", "ly", "s", "e", "y")
_KEPT = 3


@functools.lru_cache(maxsize=16_384)
def root(word: str) -> str:
    """Return a word without its endings, roughly: "necks" and "neck" are one, so are "use" and "used"."""
    word = word.removesuffix("'s")
    for ending in _CUT:
        if word.endswith(ending) and len(word) - len(ending) >= _KEPT:
            return word[: -len(ending)]
    return word


_KIND_OF = {thing: kind for kind, things in KINDS.items() for thing in things.split()}
_OPPOSITES: dict[str, set[str]] = {}
for _pair in _OPPOSITE_PAIRS.split(","):
    _left, _right = _pair.split()
    _OPPOSITES.setdefault(_left, set()).add(_right)
    _OPPOSITES.setdefault(_right, set()).add(_left)
_ASKED = {cue: aspect for aspect, cues in _ASPECTS.items() for cue in cues} | dict.fromkeys(_TURNS, "")
_LONGEST_CUE = max(len(cue.split()) for cue in _ASKED)


@functools.lru_cache(maxsize=16_384)
def kind_of(word: str) -> str:
    """Return the kind of thing a word names; empty where it is none that is known."""
    if word in SMALL:
        return ""
    word = word.removesuffix("'s")
    for singular in (word, word.removesuffix("s"), word.removesuffix("es")):
        if kind := _KIND_OF.get(singular):
            return kind
    if len(word) < _LEAST_LETTERS:
        return ""
    return next((kind for kind, endings in _ENDINGS.items() if word.endswith(endings)), "")


def opposites_of(word: str) -> frozenset[str]:
    """Return the words that say the reverse of a word."""
    return frozenset(_OPPOSITES.get(word, ()))


def aspects_in(words: Sequence[str]) -> dict[str, str]:
    """Return what is asked about a thing, by aspect, with the words that ask it; by "" what turns it round."""
    singles = {_ASKED[word]: word for word in words if word in _ASKED}
    marked, found = ["^", *words], dict[str, str]()
    for start in range(len(marked)):
        # The longest first: "how many weeks" asks how long, and not how many.
        for length in range(_LONGEST_CUE, 1, -1):
            run = " ".join(marked[start : start + length])
            if len(run.split()) == length and run in _ASKED:
                found[_ASKED[run]] = run.removeprefix("^ ")
                break
    return singles | found
