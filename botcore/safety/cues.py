"""What the words of a message say about it: is this happening, to whom, now?

Each cue is a pattern; together they tell a report from a question about a risk, from history, negation, a
figure of speech and other people's systems. They are evidence for the classifier, not verdicts.
"""

from __future__ import annotations

from botcore.text import AnyCase

CUES: dict[str, str] = {
    "question mark": r"\?",
    "asks in general": (
        r"\b(?:can|could|does|do|is|are|will|would|might|may|what|which|how|why|when|where|who|has|have)\b"
        r" (?:\w+ ){0,3}(?:it|prolo\w*|this|these|the|they|shots?|injections?|people|patients?|anyone|anybody|"
        r"someone|you|there|one|possible|common|rare)\b"
    ),
    "asks if possible": (
        r"\b(?:can|could|does|might|may|would) (?:\w+ ){0,5}(?:cause|lead|trigger|result|make|give|happen|"
        r"collapse|puncture|damage|hit|paralyse|paralyze|kill)\b|\b(?:risk|chance|odds|likelihood|possibility|"
        r"danger|probability|incidence|rate) of\b|\bhas any(?:one|body)\b|\bever (?:died|had|happen)"
    ),
    "hypothetical": (
        r"\b(?:what if|if (?:someone|a|an|somebody|the|you|one|my|i)|suppose|hypothetical\w*|in theory|in case|"
        r"imagine|would (?:it|that|one)|in the event)\b"
    ),
    "study": (
        r"\b(?:exam|essay|quiz|homework|revision|leaflet|lecture|course|training|class|student|thesis|novel|"
        r"story|poster|research\w*|article|risk register|form|textbook|podcast|study|policy|curious|drill|kit)\b"
    ),
    "negation": (
        r"\b(?:no|not|never|without|zero|none|nothing|isn'?t|wasn'?t|don'?t have|didn'?t|haven'?t|hasn'?t|free of|"
        r"nope|neither|nor)\b"
    ),
    "history": (
        r"\b(?:years? ago|months? ago|decades? ago|last (?:year|month|summer|winter|spring)|back in|in (?:19|20)\d\d|"
        r"as a (?:child|kid|teen\w*|baby)|when i was|used to|history of|once had|long ago|since (?:19|20)\d\d|"
        r"childhood|previously|long gone|ages ago|in the past)\b"
    ),
    "resolved": (
        r"\b(?:fine now|all (?:fine|clear|good|better|gone)|resolved|recovered|went away|cleared up|settled|ok now|okay now|"
        r"better now|healed|gone now|back to normal|checked (?:out|over)|discharged|jk|just kidding|joking|false alarm|"
        r"nothing (?:serious|dramatic))\b"
    ),
    "unrelated": r"\b(?:unrelated|nothing to do with|different (?:injection|thing)|anyway|aside)\b",
    "figurative": (
        r"\b(?:lol|lmao|haha\w*|rofl|joke|joking|dying to|killing me|to death|killer|nearly|almost|literally|"
        r"figuratively|laughing|boredom|bored|price|bill|cost|queue|monday|meeting|deadline|spreadsheet|traffic)\b"
    ),
    "other systems": (
        r"\b(?:server|app|printer|laptop|phone|wifi|site|website|database|build|car|engine|team|match|game|goal|"
        r"company|market|stock|budget|staff|shop|door|battery|software|code|file|screen|form|gym|workout|song|"
        r"movie|film|show|episode|book|band|bot|deploy\w*|network|system)\b"
    ),
    "quoted": (
        r"\"[^\"]{3,80}\"|\b(?:slides?|headline|lyrics?|subtitles?|spell\w*|translat\w*|typo|wording|parrot|telly|tv)\b"
    ),
    "chronic": (
        r"\b(?:for (?:years|months|\d+ (?:years|months|yrs))|chronic\w*|long[- ]standing|longstanding|on and off|"
        r"always had|since childhood|known|\d+ (?:years|yrs)|diagnosed)\b"
    ),
    "expected": (
        r"\b(?:normal|expected|usual|leaflet|mild|slight\w*|a (?:bit|little|tad)|small|minor|barely|wearing off)\b"
    ),
    "first person": r"\b(?:i|i'm|im|i've|ive|my|me|mine|we|our)\b",
    "third person": (
        r"\b(?:he|she|his|her|him|they|their|mum|mom|mother|dad|father|husband|wife|son|daughter|kid|child|baby|"
        r"friend|partner|sister|brother|gran\w*|nan|uncle|aunt|patient|client|boyfriend|girlfriend|flatmate|"
        r"roommate|neighbou?r|colleague|someone|lady|guy|man|woman|boy|girl)\b"
    ),
    "now": (
        r"\b(?:now|right now|just|today|tonight|this (?:morning|afternoon|evening)|since|suddenly|all of a sudden|"
        r"started|keeps?|still|getting|gone|going|woke|can'?t|cannot|cant|help|hours? (?:ago|after)|minutes?|mins?|"
        r"yesterday|last night|won'?t|stopped|at the moment)\b"
    ),
    "after an injection": (
        r"\b(?:since|after|following|from) (?:\w+ ){0,4}(?:injections?|shots?|jabs?|prolo\w*|needles?|treatment|"
        r"session|procedure|appointment|visit)\b"
    ),
    "progress": (
        r"\b(?:worse|worsening|spreading|growing|more and more|increasing|moving (?:up|down)|creeping|faster|"
        r"bigger|higher|unbearable|severe|sudden\w*)\b"
    ),
    "asks for help": r"\b(?:help|urgent|emergency|scared|terrified|panick\w*|what do i do|please hurry|asap|sos|999|911|112)\b",
    "asks for a verdict": (
        r"\b(?:should (?:i|we|he|she|my)|shall i|ought (?:i|we)|do i need|am i|can (?:i|my|we|he|she)|could i|may i|"
        r"would you|do you think|tell me (?:if|whether|what)|is it (?:ok|okay|safe|fine|alright) (?:for|if|to)|"
        r"what (?:do|should|would) (?:i|you)|allowed|advise|recommend|in my case|for me\b|my case|worth it for)\b"
    ),
    "own facts": (
        r"\b(?:\d{1,3} ?(?:kg|lbs?|mg|ml|yo|y/o|year old|yr old|years old)|i'?m \d+|i have|i'?ve (?:got|had)|my (?:mri|scan|"
        r"report|results?|doctor|surgeon|dose|tablets|medication|meds|medicines|case|age))\b"
    ),
    "medicines": (
        r"\b(?:warfarin|ibuprofen|paracetamol|tylenol|aspirin|naproxen|nsaids?|codeine|tramadol|metformin|insulin|"
        r"methotrexate|steroids?|prednis\w+|antibiotics?|gabapentin|pregabalin|eliquis|apixaban|xarelto|statins?|"
        r"blood thinners?|painkillers?|pills?|tablets?|dose|dosage|mg)\b"
    ),
}
"""Name → pattern; written by hand, weighed by training."""

_COMPILED = {name: AnyCase(pattern) for name, pattern in CUES.items()}


def read_cues(text: str) -> list[float]:
    """Return 1 for each cue that is there, else 0, in the order of `CUES`."""
    return [float(pattern.is_in(text)) for pattern in _COMPILED.values()]


def named_cues(text: str) -> list[str]:
    """Return the names of the cues that are there, for people who ask why."""
    return [name for name, pattern in _COMPILED.items() if pattern.is_in(text)]
