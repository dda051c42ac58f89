"""What people say to a bot in passing: that will do, never mind, what it is for, that it was no answer.

Further patterns of `small_talk`, by the kind they are of. Each takes up a whole message or sentence, in small
letters and with single blanks; none names what a file may be about, and none says that somebody is not well.
"""

from __future__ import annotations

_YOU = r"(?:you|u|ya)"
_YOU_ARE = r"(?:you'?re|you are|u r|u are|ur|your)"
_THE_BOT = r"(?:you|u|(?:this|the) (?:(?:chat ?)?bot|faq))"
_MUCH = (
    r"(?:(?:so|very|really|such|just|all|quite|pretty|kind of|totally|completely|absolutely|clearly|obviously|always|"
    r"still|only|actually|even|a|an|a bit|a little) )*"
)
_HERE = r"(?: (?:here|now|today|again|already|then|before|anymore|any more|at all|please|though|tho))*"
_THAT_IS = r"(?:that'?s|that is|that was|this is|it'?s|it is)"
_PLACE = r"(?:channels?|servers?|workspaces?|groups?|teams?|threads?|chats?|websites?|discord|slack)"
_PRINTED = (
    r"(?:leaflets?|websites?|newsletters?|posters?|blogs?|slides?|essays?|homework|handouts?|brochures?|reports?|"
    r"presentations?|emails?|forums?|notice ?boards?)"
)
_MAY_I = r"(?:am i allowed to|are we allowed to|(?:can|may|could) (?:i|we))"
_IN_PRINT = rf"(?:to|in|into|on|for|with) (?:(?:my|our|the|a|an|own) )*(?:\w+ )?{_PRINTED}"
_JUDGED = r"(?:approved|checked|double checked|fact checked|reviewed|peer reviewed|verified|vetted|written|read|seen|looked at|looked over|signed off on)"
_CHECKED_BY = (
    r"(?:(?:an?|any|the|some|real|actual|medical|qualified|trained) )*(?:doctors?|physicians?|experts?|professionals?|"
    r"clinicians?|nurses?|specialists?|scientists?|pharmacists?|(?:anyone|anybody|someone|somebody)(?: (?:medical|qualified|with a degree))?)"
)
_SAID_HERE = r"(?:this|that|these|all this|all that|any of (?:this|that|it)|the (?:answers?|faq|texts?)|(?:your|this|these) (?:answers?|info(?:rmation)?|replies|faq|texts?|bot))"
_WRITTEN_HERE = r"(?:what (?:i|we|people|others|users|members|everyone) (?:ask|asked|say|said|write|wrote|type|typed|post|posted|tell|told)(?: (?:you|u))?|(?:all |any |old |private )*(?:messages|chats|conversations|chat logs|logs|chat history|questions people ask)|my (?:last|old|previous|other) (?:messages?|questions?))"
_LAUGH = r"(?:lo+l|lmf?ao|rofl|(?:ha){2,}h?|he(?:he)+|heh|xd)"
_NODS = r"(?:ok|okay|k|kk|oh|ah|yes|yeah|yep|no|nah|nope|well|right|sure|so|true|same|fine|alright)"
_LIGHT = r"(?:nothing|nvm|nm|never ?mind|forget it|forget about it|sorry|oops|whoops|my bad|my mistake)"

ASIDES = {
    "never_mind": (
        rf"(?:{_NODS} )*(?:{_LAUGH}|{_LIGHT})(?: (?:{_NODS}|{_LAUGH}|{_LIGHT}))*|"
        rf"(?:(?:it )?does(?: not|n'?t) matter|not important|scrap that|no worries|no problem|don'?t worry|(?:don'?t|do not) worry about (?:it|that)){_HERE}|"
        r"(?:please )?(?:don'?t|do not|no need to) (?:answer|reply|respond|react)(?: to)?(?: (?:this|that|me|it))?|ignore (?:this|me|that)(?: message)?|"
        rf"wrong (?:channel|chat|window|thread|person|bot|server|tab|button|group)|(?:that|this)(?:'s| is| was)? (?:not )?(?:meant )?for (?:you|u|someone else|somebody else|another (?:chat|channel|bot))|"
        r"(?:i )?(?:(?:sent|posted|typed|wrote|pressed|hit) )?(?:(?:that|this|it|send|enter) )?(?:by (?:mistake|accident)|too (?:soon|early)|accidentally|in the wrong (?:channel|chat|window|place|thread|group))|"
        r"(?:(?:damn|stupid|bloody|sorry) )*(?:autocorrect|typos?|fat fingers|pocket dial|phone keyboard)|"
        r"(?:(?:i'?m|i am|was) )?(?:just |only )*(?:browsing|looking|looking around|having a look|lurking|passing through|curious|playing around|messing around|checking (?:you|this|it) out)|"
        r"(?:one|a|1) (?:sec|second|moment|minute|min)|(?:hang|hold) on(?: (?:a|one) (?:sec|second|moment|minute|min))?|wait|brb|give me a (?:sec|second|moment|minute)|let me (?:think|see|check|read)(?: (?:it|that|about it))?|i'?ll (?:be back|think about it|ask later|have a think|read it)|"
        r"(?:(?:please|just|ok|can you|could you|will you) )*(?:stop|be quiet|leave me alone|stop (?:talking|writing|replying|answering|messaging|texting|posting|responding|pinging|spamming|bothering)(?: (?:to )?(?:me|us|here|this|everyone))*)|"
        r"(?:don'?t|do not) (?:talk|write|message|text|ping|reply)(?: to)? (?:me|us)(?: again)?|"
        rf"(?:how (?:do|can|could|would) (?:i|we)|(?:can|could) (?:i|we)) (?:mute|silence|block|turn off|switch off|disable|stop|leave|get rid of|unsubscribe from|turn|switch) {_THE_BOT}(?: (?:off|from (?:writing|messaging|talking to|pinging) (?:me|us)))?|"
        rf"(?:i'?m |i am )?{_MUCH}sorry (?:about|for) (?:that|this|it|the (?:mess|confusion|typos?|spam|spelling|swearing|shouting|caps)|being {_MUCH}(?:rude|mean|short|grumpy|slow|difficult)|swearing|shouting|snapping|my (?:spelling|typing|english|language|bad english))|"
        rf"(?:sorry )?(?:if )?(?:i was|i am|i'?m) (?:being )?{_MUCH}(?:rude|mean|grumpy|short|unfair|harsh)(?: (?:to you|with you|before|earlier|there))*|(?:i |my )?(?:apologi[sz]e|apologies)|forgive me|"
        rf"excuse (?:my|the) (?:french|language|spelling|typing|typos|english)|i (?:didn'?t|did not) mean (?:it|to be (?:rude|mean)|to shout|to swear)"
    ),
    "thanks": (
        rf"(?:{_THAT_IS} |how |sounds |what (?:a|an) )?{_MUCH}(?:interesting|fascinating|fair(?: enough| point)?|good (?:to know|point|idea|news)|reassuring|comforting|relief|(?:a|big) relief|clear(?: now)?|kind|sweet|lovely|useful|better|perfect|sensible|impressive)|"
        r"(?:i |we )?(?:get|got|see|understand) (?:it|that|what you mean|the idea|the point|it now|the picture)|i (?:see|understand)(?: now)?|gotcha|will do|noted|understood|phew|sorted|neat|sweet|"
        rf"(?:(?:yes|yeah|yep|ah|oh) )*{_THAT_IS} (?:it|right|correct|the one|(?:exactly |just )?what i (?:meant|wanted|needed|was looking for|asked(?: for)?))|(?:(?:exactly|just) )?what i (?:meant|wanted|needed|was looking for)|"
        r"(?:that |this )?(?:answers|answered) (?:it|my question|everything|that)|(?:god )?bless(?: (?:you|u|your heart))?|amen|glad to hear (?:it|that)|"
        rf"{_YOU_ARE} {_MUCH}(?:nice|kind|sweet|good|ok|okay|alright|patient|clever|smart|funny|lovely|helpful|cute|cool|good listener|good bot|good one|nice bot|life ?saver|angel|legend|gem|treasure|darling|dear)(?: (?:bot|one|listener))?|"
        rf"i {_MUCH}(?:like|love|appreciate) (?:{_THE_BOT}|it)|(?:love|luv) (?:you|u|ya)|i {_MUCH}feel {_MUCH}(?:better|calmer|reassured|relieved)(?: (?:now|already))?|thanks? (?:you )?for (?:listening|explaining|being (?:kind|nice|honest|patient|there|here)|your (?:patience|honesty|kindness))"
    ),
    "unanswered": (
        rf"(?:{_THAT_IS} |what )?{_MUCH}(?:non ?answer|cop ?out|dodge|bad answer|stupid answer|useless answer|vague|too vague|generic|irrelevant|off topic|beside the point|waffle|gibberish|word salad|not very (?:helpful|useful|clear)|no real answer)|"
        rf"{_YOU_ARE} (?:(?:just|still|really) )*(?:not |n'?t )(?:even )?(?:answering|listening|reading|helping|getting it|making (?:any )?sense|understanding)(?: (?:me|to me|it|my question|the question|what i (?:say|said|ask|asked|write|wrote|mean)))?{_HERE}|(?:you|u) aren'?t (?:answering|listening|helping)(?: (?:me|my question))?|"
        rf"(?:you|u|you'?ve|you'?re|it)(?: (?:just|already|always|only|have|keep|kept|are))* (?:said|saying|say|repeat|repeated|repeating|told|telling)(?: (?:me|us))? (?:that|this|it|yourself|(?:exactly )?the (?:very )?same(?: thing| answer)?){_HERE}|(?:the )?same (?:answer|thing|reply)(?: (?:again|as before|every time))?|"
        rf"(?:(?:why|please|pls|just|can|can'?t|cant|could|will|won'?t|wont|don'?t|dont|didn'?t|didnt|you|u) )*(?:just )?answer(?: (?:me|it|the question|my question|this|that|this question|properly))+{_HERE}|(?:just |please )*answer|"
        rf"(?:you|u|it|(?:this|the) bot) (?:really |just |even )*(?:can'?t|cannot|can not|couldn'?t|don'?t|won'?t|never|didn'?t|doesn'?t)(?: even| ever| really| seem to)* (?:answer|know|tell me|help with|help me with)(?: (?:anything|a thing|much|any of my questions|a (?:single |simple )?question|one (?:single |simple )?question|(?:simple |basic )?questions|any questions?)){_HERE}|"
        rf"come on|try harder|do better|read (?:it|my (?:question|message)|what i (?:wrote|said|asked)){_HERE}|what about my (?:question|other question)|and my question|"
        rf"(?:you|u) (?:missed|skipped|ignored|forgot|overlooked) (?:half|part|most|(?:half of |part of |the rest of )?(?:my|the) (?:other |second |first |last )?(?:questions?|message|part))(?: of (?:it|my (?:question|message)))?"
    ),
    "insult": (
        rf"what (?:use|good) (?:are|r|is) {_THE_BOT}|what'?s the (?:point|use) (?:of (?:you|u|this bot|the bot|this faq|asking(?: you| u)?)|in asking(?: you| u)?)|why do (?:you|u) even exist|"
        rf"{_YOU_ARE} {_MUCH}(?:lying|liars?|fake|scam|mid|cringe|creepy|boring|clueless|ignorant|arrogant|condescending|rude|mean|cold|heartless|full of (?:it|shit|crap)|dumb ?ass|no good|no better than google)|liar|"
        rf"(?:{_YOU_ARE} )?{_MUCH}(?:stupid|useless|dumb|silly|rubbish|terrible|idiotic|damn|lousy|crappy|shitty|annoying|worthless) (?:\w+ )?(?:bot|thing|machine|robot|program|ai|chatbot|computer|piece of (?:junk|crap|shit|software))|"
        rf"(?:{_THAT_IS} |{_YOU_ARE} |what )?{_MUCH}(?:complete |total |utter |big )*waste of (?:my |everyone'?s |our )?time|(?:you|u|this)(?:'re| are|'s| is)? wasting my time"
    ),
    "what_i_am": (
        rf"(?:are|r|is) (?:this|it|{_YOU}|(?:this|the) bot) (?:(?:even|really|actually|just|like|an?|real|actual|medical) )*(?:(?:chat ?)?bot|robot|machine|computer|program|human(?: being)?|person|real|alive|doctor|dr|nurse|sentient|conscious)(?: or (?:(?:an?|real|actual|just) )*(?:(?:chat ?)?bot|robot|machine|computer|program|human(?: being)?|person))?|"
        rf"(?:are|r) {_YOU} (?:(?:even|really|actually|just|like|a|an) )*(?:human|smart|intelligent|clever|married|single|religious|male|female|a (?:girl|boy|man|woman|he|she)|a (?:man|boy|he) or a (?:woman|girl|she))|"
        rf"(?:am i|are we|is this) (?:talking|speaking|chatting|writing|texting) (?:to|with) (?:(?:an?|real|actual|live) )*(?:(?:chat ?)?bot|robot|machine|computer|human(?: being)?|person|doctor|dr|nurse|someone|somebody)|"
        rf"do {_YOU} (?:(?:ever|even|really|actually|also) )*(?:(?:like|love|enjoy|hate) (?:me|your (?:job|work|life)|this job|being (?:a|an) (?:bot|ai|machine)|people|humans|talking to (?:me|people|us))|have (?:(?:an?|any|your|own) )*(?:name|feelings?|emotions?|soul|family|kids|children|friends?|opinions?|brain|heart|consciousness|day off|days off)|get (?:bored|lonely|paid|days off)|care(?: about (?:me|us|people|anyone))?)|"
        r"how old (?:are|r) (?:you|u)|where (?:are|r) (?:you|u) from|where do (?:you|u) live|when were (?:you|u) (?:made|born|built|created)|what (?:are|r) (?:you|u) (?:called|made of)|what'?s it like (?:being|to be) (?:a|an) (?:bot|ai|machine)"
    ),
    "only_quote": (
        r"(?:please |can (?:you|u) |could (?:you|u) )*explain(?: (?:it|that|this))? (?:more|further|better|again|properly|differently|slowly)|(?:say|put|write) (?:it|that|this)(?: again)? (?:differently|properly|better|slowly|another way|in another way)|"
        r"what (?:does|do) (?:that|this|it|all that|all this|any of (?:that|this|it)|those words|these words) (?:even |actually |all |really )*mean(?: (?:in (?:plain |simple )?english|in plain words|for normal people|please))*|"
        rf"(?:(?:i'?m|i am) )?(?:still )?(?:confused|none the wiser|not following)(?: (?:now|by (?:that|this)))?|{_YOU} (?:lost|confused) me|(?:are there |is there )?any (?:others?|more)|others|(?:huh|eh|wdym|pardon|come again|wut)|(?:(?:say (?:it |that )?)?in )?english(?: please)?|for dummies|translate(?: (?:it|that|this))?|too many (?:big |long |medical )?words|(?:big|long) words|"
        rf"why (?:can'?t|cant|won'?t|wont|don'?t|dont) {_YOU} (?:just )?(?:tell|say|explain|know)(?: (?:me|us|it|that|more))*|what (?:do|would) {_YOU} (?:think|reckon|say)(?: (?:about|of) (?:it|that|this))?|(?:what'?s|what is) your opinion(?: (?:on|about|of) (?:it|that|this))?|in your opinion|do {_YOU} agree|"
        rf"(?:(?:just|please|can you|could you|then|well) )*(?:give|tell) me (?:(?:just|an?|any|rough|ballpark|quick|straight|simple|short|approximate|real|exact) )*(?:number|estimate|idea|figure|guess|answer)"
    ),
    "origin": (
        rf"who (?:(?:actually|even|really) )*(?:wrote|writes|written|compiled|put together|{_JUDGED}) (?:{_SAID_HERE}|it)(?: (?:stuff|crap|nonsense|text|anyway|down|all|here))*|"
        rf"(?:has|have|did|was|were) {_CHECKED_BY} (?:(?:ever|really|actually|even) )*(?:{_JUDGED}|check|review|approve|write|read|see|verify) {_SAID_HERE}|(?:has|have|was|is|were|are) {_SAID_HERE} (?:(?:ever|been|all|really|actually|even) )*{_JUDGED}(?: by {_CHECKED_BY})?|"
        rf"(?:has|did) {_CHECKED_BY} (?:(?:ever|really|actually|even) )*(?:check(?:ed)?|review(?:ed)?|wr(?:ite|itten)|read|verif(?:y|ied)|vetted) it|"
        r"(?:are|is|r) (?:you|u|your (?:answers?|info(?:rmation)?)|the (?:answers?|faq)|this (?:bot|faq)|these answers?)(?: (?:all|really|even|actually|medically))* (?:peer reviewed|reliable|trustworthy|accurate|up to date|official|correct|legit|legitimate|credible|biased|neutral|independent|outdated|out of date|impartial|objective)|"
        r"(?:how old is|how (?:recent|current) is|when was|when were) (?:this info(?:rmation)?|the faq|this faq|these answers?|the answers?|your answers?|your info(?:rmation)?)(?: (?:last |written|updated|reviewed|checked|made)+)?"
    ),
    "owner": (
        rf"(?:who|whom|where) (?:do|can|should|could|would|must) (?:i|we|one) (?:contact|email|write to|complain|complain to|talk to|speak to|ask|message|tell|turn to|reach) (?:about|for|regarding) {_THE_BOT}|"
        rf"who(?:'s| is)? (?:paying|pays|funds|funding|sponsors|sponsoring|profits|behind|running|programmed|made|built|created|designed|coded|developed|trained|invented|owns) (?:for )?{_THE_BOT}|"
        rf"(?:can|could|how (?:do|can|could)|is it possible to|may)(?: (?:i|we|you|u))? (?:(?:be )?(?:added|installed|invited)|(?:add|install|invite|put|use|get) (?:you|u|(?:this|the) bot)) (?:to|in|into|on|for) (?:(?:other|another|my|our|a|different|more|this|own|new) )+{_PLACE}(?: (?:too|as well))?|"
        rf"{_MAY_I} (?:copy|quote|print|reprint|repost|publish|screenshot|paste|reuse|cite|share|use) (?:your (?:answers?|text|words|replies)|what you (?:say|said|wrote))(?: {_IN_PRINT})?|"
        rf"{_MAY_I} (?:copy|quote|print|reprint|repost|publish|paste|reuse|share|use|put) (?:this|that|it|these|the (?:answers?|texts?)|this answer) {_IN_PRINT}"
    ),
    "privacy": (
        rf"(?:who|who else|who all) (?:can |could |will |gets to |is able to )?(?:see|sees|read|reads|has access to|gets|stores) {_WRITTEN_HERE}|"
        rf"(?:do|does|will|can|are) (?:you|u|this bot|the bot|it|anyone|anybody|someone|others|admins?|moderators?|mods?|the mods?|my (?:boss|doctor|clinic|employer)) (?:going to )?(?:store|save|keep|log|record|remember|share|sell|track|collect|read|see|delete|monitor)(?:ing)? {_WRITTEN_HERE}(?: (?:here|too|anywhere|forever))*|"
        rf"(?:(?:can|could|will|would) (?:you|u) )?(?:please )?(?:delete|erase|remove|forget|unsend|wipe|clear) {_WRITTEN_HERE}(?: (?:please|now|from here))*|(?:i )?(?:take (?:it|that) back|want to (?:delete|unsend) (?:it|that|this|what i (?:wrote|said|asked)|my messages?))|"
        r"i (?:don'?t|do not) want (?:anyone|anybody|people|others|my \w+) to (?:see|read) (?:this|it|that|what i (?:wrote|write|asked|ask|said))|keep (?:this|it) (?:between us|private|secret|to yourself)"
    ),
    "human": (
        r"(?:(?:can|could|may|might) i|let me|i want to|i need to|i'?d like to|i would like to) (?:talk|speak|chat) (?:to|with) (?:someone|somebody|anyone|anybody)(?: (?:else|real|about (?:it|this|that)))+|"
        r"(?:i )?(?:don'?t|do not) want (?:to (?:talk|speak|chat) to )?an? (?:(?:stupid|dumb) )?(?:bot|machine|robot|computer)|is (?:there )?(?:anyone|anybody|someone|somebody) real (?:here|there)"
    ),
    "goodbye": (
        r"good ?night|night ?night|ttyl|cheerio|speak (?:to you )?(?:soon|later)|have a (?:(?:very|really) )?(?:nice|good|great|lovely|wonderful|blessed|pleasant) (?:one|day|evening|night|weekend|week|afternoon|morning|time)|(?:you (?:too|as well)|and you)|see you (?:tomorrow|next time|around|again)|i'?ll (?:leave you be|let you go)"
    ),
    "hello": (
        rf"(?:{_THAT_IS} |this might be )?{_MUCH}(?:embarrassing|awkward|silly question|stupid question|dumb question|weird question|personal question|embarrassing question|long story)|"
        r"(?:i(?:'ve)? |we )?(?:have|got|have got)(?: (?:a|another|one more|some|a few|two|quick))* questions?(?: for (?:you|u))?|(?:i'?m|i am) new(?: (?:here|to this|at this))?|(?:this is )?my first time(?: here| using (?:this|you))?|can (?:you|u) hear me"
    ),
    "help": (
        r"(?:i(?:'ve)? (?:have |got )*)?no (?:idea|clue)|dunno|beats me|unsure|what can (?:you|u) (?:tell|say)(?: (?:me|us))?|"
        r"(?:so )?what (?:do|would|can) (?:you|u) know(?: about)?|what (?:would|should|shall) (?:you|u|i) ask(?: (?:you|u|first|about))*|any suggestions|(?:give me |show me )?an? (?:example|sample)(?: question)?|what(?:'?s| is) (?:this|it) (?:bot|thing|channel)(?: for)?|(?:start over|restart the chat|new (?:question|topic|chat)|main menu)"
    ),
}
"""What all of a message or sentence looks like, by the kind of small talk it is.

"It" may be what the file is about ("how do I stop it", "what use is it"), so few patterns speak of it.
"""

BESIDE = frozenset({
    "ok", "okay", "k", "kk", "yes", "yeah", "yep", "no", "nah", "nope", "lol", "lmao", "haha", "hahaha", "hehe", "oh",
    "ah", "aw", "aww", "hm", "hmm", "right", "alright", "sure", "thanks", "thx", "ty", "thankyou", "cheers", "sorry",
    "wow", "omg", "ugh", "please", "pls", "plz", "phew", "dear", "love", "luv", "mate", "hun", "hon", "bro", "bruh",
    "dude", "pal", "buddy", "man", "sir", "bot", "x", "xx", "xxx", "tbh", "btw", "again", "anyway", "anyways", "yo", "oops", "whoops", "gosh", "damn", "ffs", "jk",
})  # fmt: skip
"""What may stand before or behind small talk and changes nothing of it."""
