"""What people say beside their questions: thanks, bye, a complaint, a question about who reads along.

A message is small talk only as a whole: a pattern has to take up all of it, or of each of its sentences, chatter and
fillers aside, so that no question is lost in it. The words are English; what a file's own language says is in `botcore/languages/own.py`.
"""

from __future__ import annotations

import functools
import re
from enum import StrEnum
from typing import TYPE_CHECKING

from botcore.text.about_the_bot import asks_about_the_bot
from botcore.text.asides import ASIDES, BESIDE
from botcore.text.chatter import acknowledges, is_only_chatter, says_thanks, without_chatter
from botcore.text.normalisation import READ_AGAIN, fold, folded_words
from botcore.text.small_words import CALLED_OUT, FILLERS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class SmallTalk(StrEnum):
    """What is said; each is a key of the file's `messages`."""

    THANKS = "thanks"
    GOODBYE = "goodbye"
    HELLO = "hello"
    HOW_ARE_YOU = "how_are_you"
    INSULT = "insult"
    UNANSWERED = "unanswered"
    HUMAN = "human"
    PRIVACY = "privacy"
    WHAT_I_AM = "what_i_am"
    ONLY_QUOTE = "only_quote"
    ORIGIN = "origin"
    OWNER = "owner"
    ALARMED = "alarmed"
    NEVER_MIND = "never_mind"
    HELP = "help"


_THANKING = frozenset({
    "thankyou", "thank", "thanks", "thx", "ty", "tysm", "tia", "ta", "cheers", "appreciated", "appreciate", "appreciates",
    "helpful", "helps", "helped", "useful", "grateful", "merci", "danke", "dank", "gracias", "grazie", "obrigado", "obrigada",
})  # fmt: skip
"""Of which a thank-you has at least one."""

_WITH_THANKS = _THANKING | frozenset({
    "you", "u", "so", "very", "much", "really", "that", "this", "it", "was", "is", "for", "your", "the", "all",
    "help", "answer", "answers", "info", "information", "reply", "time", "a", "lot", "bunch", "million", "ton",
    "me", "my", "mate", "bot", "friend", "man", "great", "good", "nice", "ok", "okay", "perfect", "brilliant",
    "awesome", "cool", "again", "and", "bye", "have", "day", "explains", "explanation", "i", "feel", "better",
    "now", "to", "know", "of", "kind", "be", "been", "being", "youve", "youre", "thats", "im", "its", "are",
    "am", "quick", "super", "clear", "advance", "everyone", "guys", "indeed", "yes", "oh", "wow", "love",
    "best", "lovely", "one", "anyway", "anyways", "though", "tho", "same", "regardless", "nonetheless", "trying",
    "muchas", "beaucoup", "vielen",
})  # fmt: skip
"""All of which a thank-you may be made."""

# Pieces of the patterns below, each for what is named in several of them.
_CALLED_OUT = f"(?:{'|'.join(sorted(CALLED_OUT))})"
_PRAISE = r"(?:(?:lol|haha\w*|hehe) )?(?:you'?re|you are|u r|that'?s|that is|that was) (?:so |very |really |quite )?(?:funny|hilarious)|(?:(?:lol|haha\w*|hehe|wow) )?(?:good|great|nice) one|no (?:thanks|thank you|ty)|(?:good|great|nice|clever|best|smart) (?:bot|job|work|answer|stuff)|(?:clever|best|smart) one|well done|you(?:'re| are) (?:great|the best|awesome|amazing|a star|very kind|so kind)|(?:you )?rock|love (?:it|this|you)|(?:perfect|brilliant|awesome|amazing|excellent|lovely|wonderful)"
_A_PERSON = r"(?:(?:a|an|some|the|your|any) )?(?:real |actual |live |proper |human )*(?:human(?: being)?|person|people|nurse|doctor|dr|someone|somebody|anyone|anybody|agent|operator|staff|receptionist|pharmacist|adviser|advisor|representative|specialist|clinician|expert)"
_SPEAK = r"(?:talk|speak|chat|write|get through|be put through|be connected)"
_WRITTEN = r"(?:what|anything|everything|the (?:things|stuff)) (?:that )?(?:i|we|people|someone) (?:write|say|type|ask|tell you|post|send|wrote|said|typed|asked)|(?:my|our|these|the|this) (?:messages?|questions?|data|chats?|conversations?|words|info(?:rmation)?|health (?:data|info(?:rmation)?)|personal (?:data|info(?:rmation)?))|this|it|that|anything"
_KEPT = r"(?:private|confidential|anonymous|secret|secure|recorded|logged|stored|saved|kept|tracked|monitored|public|shared|encrypted|being recorded|safe to share|visible)"
_KEEP = (
    r"(?:store|save|keep|log|record|remember|share|sell|track|collect|read|see|forget|delete|monitor|use|pass on)"
)
_BAD = r"(?:useless|stupid|dumb|rubbish|crap|shit|shite|bad|terrible|awful|an? idiot|idiot|idiotic|annoying|pathetic|garbage|trash|worthless|horrible|no (?:help|use|good)|not (?:helpful|helping|any help|much help)|unhelpful|wrong|broken|hopeless|so bad|the worst|a joke|a waste of time)"
_AI = r"(?:(?:just )?an? )?(?:real )?(?:a\.?i\.?|artificial intelligence|chat ?gpt|gpt|llm|language model|ai chatbot|ai bot|generative ai|claude|copilot|gemini|siri|alexa)"
_THIS_BOT = r"(?:you|u|(?:this|the|your) (?:chat ?)?(?:bot|faq|list|thing|assistant|app)|it|here)"
_ANSWERS = r"(?:(?:all |any |each |most )?(?:of )?(?:the|your|these|those|this|its|faq) )+(?:answers?|replies|responses|texts?|faqs?|info(?:rmation)?|content|entries|stuff|material|bot|things you say)"
_REVIEWED = r"(?:reviewed|checked|double ?checked|verified|approved|vetted|proofread|fact ?checked|signed off|medically reviewed|written|edited|wrote|put together|compiled|maintained|updated)"
_MISTAKE = r"(?:(?:an?|the|some|any|another|your|my|new|more|missing|wrong) )*(?:mistake|error|typo|bug|problem|issue|fault|correction|feedback|question|answer|entry|suggestion|idea|change|topic|wording|spelling)s?"
_COUNTED = r"(?:questions|answers|entries|topics|things|faqs)"
_CALLED = r"(?:call(?:ing)?|ring(?:ing)?|phon(?:e|ing)|dial(?:l?ing)?|go(?:ing)? to|get(?:ting)?) (?:\w+ ){0,2}(?:ambulance|emergency(?: (?:services|number|room))?|911|999|112|er|a&e|hospital|crisis line|help)"
_NO_NEED = r"(?:over|for|about|because of|at) (?:an? |the |my |our |no |some )?(?:\w+ )?(?:jokes?|nothing|reason|song|film|movie|game|meme|fun|saying|figure of speech|pun)"

_WHOLE = {
    SmallTalk.ALARMED: (
        rf"{_THIS_BOT} (?:just |only |always |keeps? )*(?:told|tells?|telling|said|says|saying|asked|made|sent|suggested) (?:(?:\w+ ){{0,5}}?(?:to )?)?{_CALLED} {_NO_NEED}|"
        r"(?:sorry )?(?:that|this|it)(?:'s| is| was) (?:just |only |clearly |obviously )*(?:an? )?(?:false alarm|joke|figure of speech|saying|metaphor|meme|pun|sarcasm)|"
        r"(?:that|this|it) (?:isn'?t|wasn'?t|is not|was not|is no|was no) (?:an? )?(?:real |actual )?emergency|false alarm|"
        rf"(?:i|we)(?:'m| am| was|'re| were| are) (?:just |only |obviously )*(?:joking|kidding)|(?:please )?(?:stop|quit) (?:telling|sending) (?:\w+ ){{1,2}}(?:to )?{_CALLED}(?: {_NO_NEED})?|"
        r"you(?:'re| are)? (?:just |totally |so |way )*overreact(?:ed|ing)?|(?:stop|quit) overreacting|(?:bit of an |what an )?overreaction"
    ),
    SmallTalk.ORIGIN: (
        rf"(?:who|which (?:doctors?|experts?|people)|what (?:doctors?|experts?))(?: has| have)? (?:\w+ly )?{_REVIEWED}(?: on)? {_ANSWERS}|"
        rf"(?:are|were|is|was|have|has) {_ANSWERS} (?:ever |all |really |been )*(?:\w+ly )?{_REVIEWED}(?: by (?:\w+ ){{0,3}}\w+)?|"
        rf"where (?:do|does|did|are|is|have) (?:you get )?{_ANSWERS} (?:all |actually )?(?:(?:been |were )?taken |come |came |coming |got )?from|"
        rf"(?:what|which|what'?s)(?: is| are)? (?:the )?sources? (?:of|for|behind) {_ANSWERS}|what are your sources|"
        rf"(?:who|what|which \w+) (?:is|are|stands?) behind {_ANSWERS}"
    ),
    SmallTalk.OWNER: (
        rf"(?:who|whom|where|how|to whom) (?:do|can|should|could|would|must) (?:i|we|one|people) (?:\w+ ){{1,3}}?(?:an? )?{_MISTAKE} (?:(?:in|with|on|of|to|for|about) )?(?:{_ANSWERS}|{_THIS_BOT})|"
        rf"(?:there'?s|there is|there are|i(?:'ve| have)? (?:found|spotted|noticed|saw|see)) {_MISTAKE} (?:in|with|on) (?:{_THIS_BOT}|{_ANSWERS})|"
        rf"(?:can|could|may|might|how (?:can|do|could)|is it possible to|i(?:'d| would)? (?:like|want) to|please)(?: (?:i|we|you|u|someone))? (?:please )?(?:add|suggest|submit|teach|change|edit|correct|fix|remove|update|report)(?: (?:you|u))? {_MISTAKE}(?: (?:to|in|into|for|on|with|of|from) {_THIS_BOT})?|"
        r"who(?:'s| is)? (?:runs?|owns?|maintains?|manages?|operates?|responsible for|in charge of|looks? after|set up|(?:the )?(?:admin|owner|maintainer)(?: of| here)?)(?: (?:you|this|(?:this|the) (?:bot|faq|channel|thing)))?|"
        r"(?:what|which)(?:'s| is)? (?:(?:the|your|current|bot|software) )*version(?: (?:number|are|is|do|of|you|u|this|it|the|bot|running|on|use|using))*|version(?: number)?|uptime|"
        r"(?:please )?(?:restart|reboot|reload|shut ?down|debug|redeploy)(?: (?:yourself|the bot|this bot|bot|now|again))*"
    ),
    SmallTalk.GOODBYE: (
        r"(?:good ?)?bye(?: ?bye)?(?: (?:for now|now|then|bot))*|cya|see (?:you|ya|u)(?: (?:later|soon|around))?|"
        r"good ?night|take care|(?:have|hav) a (?:nice|good|great|lovely) (?:one|day|evening|night|weekend)|"
        r"(?:that'?s|that is|that will be|that'll be) all(?: (?:for (?:now|today)|i (?:need|needed|wanted)))?|"
        r"(?:no|nope|nothing)(?: more| other| further)? questions?|nothing else|talk (?:to you )?(?:later|soon)|gotta go|got to go|ciao"
    ),
    SmallTalk.HELLO: (
        r"(?:is )?any(?:one|body) (?:there|here|home|around)|are (?:you|u) (?:there|here|around|awake|alive|working|online)|"
        rf"(?:(?:lol|haha|ok|okay|yeah|well|hm+) )*{_CALLED_OUT}(?: (?:lol|haha|ok|okay|yeah|well|hm+|{_CALLED_OUT}))*|"
        r"(?:you|u) (?:there|here|awake|up)|hi bot|test(?:ing)?|knock knock|"
        r"ping|beep|"
        r"(?:this is |it's |i'm |i am |we're |we are )?(?:just |only )?(?:an? )?(?:test(?:ing)?|trying)(?: (?:this|you|it|the bot|out|message|something|if|that|works?|one|two|123|things|still))*"
    ),
    SmallTalk.HOW_ARE_YOU: (
        r"how (?:are|r) (?:you|u|ya|things)(?: (?:doing|today|feeling|this morning|going))*|how(?:'s| is| are) (?:it|everything|things|life|your day|you)(?: (?:going|been|today))?|"
        r"how do you (?:do|feel)(?: today)?|(?:you|u) (?:ok|okay|good|alright)|are (?:you|u) (?:ok|okay|well|good|alright)|what'?s (?:up|new)|sup|wassup|"
        r"how have you been|nice to meet you"
    ),
    SmallTalk.INSULT: (
        rf"(?:you|u|ur|this bot|this thing|the bot|bot)(?:'re|'s| are| r| is)? (?:such |so |really |fucking |bloody |very |completely |totally |absolutely |pretty |an? )*{_BAD}(?: bot)?|"
        r"(?:you )?(?:stupid|useless|dumb|bad|shit|crap|silly|rubbish|terrible|idiotic|fucking|bloody|worst)(?: \w+)? (?:bot|thing|machine|robot|program|ai)(?: ever)?|"
        r"fuck(?: you| off| this| u)?|f you|screw you|piss off|shut up|go away|(?:just |please )?stop(?: (?:it|that|this|doing that|doing this|now))+|don'?t do that(?: again)?|you suck|this sucks|i hate (?:you|this(?: bot)?)|idiot|moron|wtf|useless|hate this"
    ),
    SmallTalk.UNANSWERED: (
        r"(?:that|this|it|you|u)(?: really)? (?:didn'?t|did not|doesn'?t|does not|isn'?t|is not|wasn'?t|was not|hasn'?t|has not|haven'?t|have not|don'?t|never)(?: really| even)? "
        r"(?:answer(?:ed)?|help(?:ed|ful)?|understand|understood|get|what i (?:asked|meant|wanted|said)(?: for| about)?|an answer|the answer|my question|right|correct|it|me)(?: (?:at all|my question|the question|it|that|me|anything|for|to my question))*|"
        r"(?:that'?s|that is|that was|this is|it'?s) (?:so |just |completely |totally |a )?(?:wrong|not right|incorrect|not (?:an|the|my|much of an) answer|not what i (?:asked|meant|wanted)(?: for| about)?|no (?:answer|help)|useless|not (?:helpful|it)|unhelpful|nonsense|rubbish|no use|wrong answer|not my question|bullshit|a lie|not true)(?: to my question)?|"
        r"(?:wrong(?: answer| question)?|not helpful|unhelpful|no help|incorrect|nonsense|rubbish|not what i (?:asked|meant|wanted)(?: for| about)?|you (?:got|have) (?:it|that) wrong|that makes no sense|"
        r"i (?:asked|meant|was asking) (?:something|about something) (?:else|different)|(?:no )?that'?s not it|answer (?:my|the) question|try again|bad answer|you misunderst(?:and|ood)(?: me| my question)?|that'?s not what i meant)"
    ),
    SmallTalk.HUMAN: (
        rf"(?:can|could|may|might|how (?:can|do)|where (?:can|do)|is it possible to|let) ?(?:i|me|we|us)? {_SPEAK} (?:to|with) {_A_PERSON}(?: (?:here|instead|now|else|about (?:this|it|that)))*|"
        rf"(?:i|we)(?:'d| would)? (?:want|need|wish|like|prefer|have|wanna)(?: to)? (?:to )?{_SPEAK} (?:to|with) {_A_PERSON}(?: (?:here|instead|now|else|about (?:this|it|that)))*|"
        rf"{_SPEAK} (?:to|with) {_A_PERSON}|(?:is there|are there|do you have) {_A_PERSON}(?: (?:real|here|i can (?:talk|speak) (?:to|with)|there|to talk to|behind this|available))*|"
        rf"(?:(?:can|could|will|would) you )?(?:please )?(?:get|give|put|connect|transfer) me (?:to |through to |with )?{_A_PERSON}(?: on)?|{_A_PERSON}(?: instead)|(?:human|operator|agent|customer (?:service|support)|support|contact(?: us| details| info)?|phone number|helpline)|"
        rf"(?:i )?(?:want|need|would like) {_A_PERSON}"
    ),
    SmallTalk.PRIVACY: (
        rf"(?:is|are|will|was) (?:{_WRITTEN}|our chat|our conversation|this chat|this conversation|you|the chat) (?:be |kept |all |still |completely |really )*{_KEPT}(?: (?:here|anywhere|somewhere|or (?:not|{_KEPT})|with you|with anyone|by (?:you|anyone)|this|me|us))*|"
        rf"(?:do|does|will|can|are|would) (?:you|u|this bot|the bot|it|this|anyone|anybody|somebody|someone|others|other people|people|my (?:boss|doctor|clinic|employer|gp|insurer|insurance)|the clinic|admins?|moderators?) (?:going to )?{_KEEP}(?:ing)? (?:any of |all )?(?:{_WRITTEN})(?: (?:here|anywhere|somewhere|forever|i (?:write|say|type|ask)|with (?:anyone|others|my (?:doctor|clinic|boss))|in a log|on (?:your )?servers?|to|you|in here|or not))*|"
        rf"(?:how|where) (?:do|can|could|would) (?:i|we|you) (?!get rid of (?:it|this|that)$)(?:delete|erase|remove|clear|wipe|see|get rid of) (?:{_WRITTEN}|my (?:history|chat history|record))(?: (?:from|with|in|on|of|you|here|(?:the|this) (?:bot|channel)|your \w+))*|"
        r"(?:is|does|can|will) (?:anyone|anybody|someone|somebody|other people|others|a human|(?:an? )?(?:admin|moderator))(?: else)?(?: be)? (?:reading|reads?|watching|listening|seeing)(?: (?:along|in|this|here|it|too))*|"
        rf"(?:who|who else|who all) (?:can |could |will |gets to |is able to )?(?:see|sees|read|reads|reading|is reading|has access to|knows|stores|gets) (?:{_WRITTEN})(?: here)?|"
        rf"(?:what|wat) (?:happens|do you do|are you doing|is done|will happen) (?:to|with) (?:{_WRITTEN})|where (?:is|are|does|do) (?:{_WRITTEN}) (?:stored|go|kept|saved|end up)|"
        rf"forget|(?:please )?(?!forget it)(?:delete|forget|erase|remove) (?:{_WRITTEN}|everything(?: about me)?|me)|privacy(?: policy| notice| statement)?|data (?:protection|privacy|policy)|(?:gdpr|hipaa|privacy|data protection)(?: (?:question|query|request|issue|matter))?|(?:do|are|is) (?:you|this|it|the bot) (?:comply with |compliant with )?(?:gdpr|hipaa)(?: compliant)?|(?:is|are) (?:my|the) (?:data|information|messages) safe(?: here| with you)?|"
        r"do you remember me|are (?:you|u) (?:recording|logging|storing|saving|tracking|spying on)(?: (?:this|me|us|my messages|everything|anything))?|how long (?:do|will) you (?:keep|store|remember|save) (?:this|it|my (?:messages|data|questions)|what i (?:write|say|ask))"
    ),
    SmallTalk.WHAT_I_AM: (
        rf"(?:are|r|is) (?:you|u|this|it)(?: really| actually)? {_AI}(?: {_AI}| or (?:{_AI}|an? (?:human|person|bot)|human|real))*|(?:do|are) you us(?:e|ing) {_AI}|is this (?:written|made|answered|generated|powered|run) by {_AI}|"
        rf"(?:which|what) (?:ai|model|llm|language model)(?: (?:is this|are you|do you use))?|{_AI} or human|are (?:these|the|your) answers (?:written|made|generated) by {_AI}|did (?:an? )?{_AI} (?:write|make) (?:this|that)|"
        r"(?:do|can|will|could|are) (?:you|u|(?:this|the) bot)(?: able to| allowed to)? (?:giv(?:e|ing)|offer|provide|do|mak(?:e|ing)|write)(?: (?:me|us|people|out))?(?: (?:any|an?|real|medical|health|personal|clinical|professional|second))* (?:advice|diagnos[ei]s|opinions?|consultations?|prescriptions?)|"
        r"(?:are|r) (?:you|u)(?: (?:really|actually|medically|properly|clinically|a|an))* (?:trained|qualified|certified|licensed|accredited)(?: (?:doctor|nurse|professional|clinician|medical professional))?|"
        r"(?:(?:say|show|read|give|tell|repeat|what'?s|what is|where'?s|where is)(?: me| us)? )?(?:(?:the|your|that|a) )?(?:whole |full |long )*(?:disclaimer|small print|fine print|legal notice)"
    ),
    SmallTalk.ONLY_QUOTE: (
        r"(?:are |r )?(?:you|u) (?:really |absolutely |quite |100 |100% )?(?:sure|certain|serious|positive)(?: about (?:that|this|it))?|really|for real|seriously|is that (?:really )?(?:true|right|correct|all|everything|it|a fact|so)|"
        r"(?:is|are|was|does|do|can|will) (?:it|that|this|they|those)(?: (?:really|truly|actually|honestly|though|tho))+|"
        r"(?:(?:that|this|it)(?:'s| is)? )?(?:(?:can'?t|cannot) be (?:right|true|correct|serious)|(?:doesn'?t|does not) (?:sound|seem) (?:right|true|likely)|(?:sounds|seems) (?:too good to be true|wrong|fishy|dodgy|off|unlikely)|(?:hard|difficult) to believe|too good to be true)|"
        r"i (?:(?:really |highly |seriously )?doubt|(?:don't|do not|can't|cannot)(?: really| quite)? (?:believe|trust|buy)) (?:it|that|this|you)|"
        r"(?:can|could|would|will) (?:you|u) (?:please )?(?:explain|say|put|write|tell me|repeat|rephrase|describe|make) ?(?:that|it|this|me)? ?(?:again )?(?:more )?(?:in |with |using )?(?:a )?(?:more )?(?:simpler|simple|plain|easy|easier|other|different|layman'?s?|normal|fewer|everyday|short|shorter|simply|clearer|clearly|understandable)?(?: (?:words?|terms?|english|language|way|sentences?))?(?: for me)?|"
        r"(?:please )?(?:explain|say|put) (?:that|it|this)? ?(?:again )?(?:more )?(?:in )?(?:simpler|simple|plain|easy|easier|other|different|layman'?s?|normal|simply|clearly)(?: (?:words?|terms?|english|language))?|(?:explain|tell) (?:it|that|this|me)? ?(?:to me )?like (?:i'?m|i am) (?:five|5|a child|a kid|stupid)|eli5|"
        r"(?:in )?(?:simpler|simple|plain|easier|other|shorter|clearer)(?: (?:words?|terms?|english|language))?|(?:i )?(?:don'?t|do not|didn'?t|did not) (?:really )?(?:understand|get)(?: (?:that|it|this|a word|any of (?:that|it|this)))?|too (?:complicated|long|technical|hard)|(?:summari[sz]e|shorten|simplify)(?: (?:that|it|this))?|tl ?dr|"
        r"(?:(?:can|could) (?:you|u|i) (?:give|get|have|tell)(?: me)? |give me |tell me |i want |any )?(?:some )?more(?: (?:details?|info(?:rmation)?|please|about (?:that|it|this)|on (?:that|this)))?|(?:can|could) (?:you|u) elaborate(?: on (?:that|this|it))?|(?:please )?elaborate|go on|continue|and|details?|"
        r"prove it|says who|how (?:do|can) (?:you|u|i|we) (?:know|be sure)(?: that| this| it| it'?s true| that'?s true)?|(?:can i|should i|do i) (?:trust|believe) (?:you|this|that|it)|where (?:did you get|do you get|does|is) (?:that|this|it|your info(?:rmation)?)(?: (?:from|come from))?|who says(?: (?:so|that))?|(?:what'?s|what is) (?:your|the) source|"
        r"(?:(?:please )?(?:ignore|forget|disregard) (?:all |any |of |your |the |my )*(?:previous|prior|earlier|above|other) (?:instructions?|rules?|prompts?|messages?)(?: (?:and|then|now) (?:say|pretend|act|write|repeat|reply|respond|print|claim|tell (?:me|them|us) that)(?: .+)?)?)"
    ),
    SmallTalk.HELP: (
        r"(?:(?:yes|yeah|yep|yup|no|nope|nah|maybe|not sure|idk|i don't know|k|hm+)(?: |$))+|"
        r"(?:list|show|give|see|view)(?: me)?(?: all| every)?(?: (?:of )?(?:the|your|my))?(?: (?:questions?|answers?|list|faqs?|topics|entries))?(?: (?:you (?:can answer|have|know|answer)|there are))?|"
        r"(?:list|all)(?: (?:the|your))? (?:questions|answers|topics|entries)|questions|everything(?: you (?:know|can answer|have))?|"
        rf"(?:(?:can|could) (?:you|i|we) )?(?:show|tell|give|list|see)(?: me| us)? (?:everything|all|anything|whatever|what)(?: (?:that )?(?:you|u|(?:this|the) (?:bot|faq))(?: (?:can|could|do|does|actually))? (?:answers?|knows?|have|has|covers?|tell|say|offer|got|holds?))(?: (?:about|on|for me|in here))?|"
        rf"how many {_COUNTED}(?: (?:are|do|does|can|is|have|has))?(?: (?:there|you|it|(?:this|the) (?:bot|faq|list)))?(?: (?:in|on|have|know|answer|cover|hold|contain|got|there|total))*(?: (?:you|here|(?:the|this|your) (?:faq|list|file|bot)))?|"
        r"(?:what|wat)(?:'?s| is| are)? (?:this|the) (?:channel|chat|server|group|room|place|workspace)(?: (?:is|all|for|about|here|used))*|what (?:goes on|happens|is going on) (?:in )?(?:here|(?:this|the) channel)|what do you cover|"
        r"what (?:questions |things |else )?(?:can|do|could) (?:you|u) (?:answer|know)(?: about)?|what (?:questions|else) (?:can|could|may|do) (?:i|we) ask(?: you)?|what(?:'s| is) in the faq|(?:the )?(?:whole |full |complete )?(?:list|faq)|(?:next|page|next page)"
    ),
}
"""What is said → what all of it looks like, in one of its `_readings`; of two that fit, the first counts."""

_NOISE = re.compile(r"(?:yes|yeah|yep|yup|no|nope|nah|lol|lmao|ha(?:ha)*|hehe|k|sorry|please)")
"""A sentence that says nothing beside one that says something."""

_SENTENCE = re.compile(r"[.?!;,:\n]+\s*|\s[-–—]+\s")
"""Where one sentence ends and another begins: a comma is enough in "thanks, bye"."""

_MOST_SENTENCES = 4
"""Whoever says more has a story to tell."""

HEAVIEST = (
    SmallTalk.HUMAN,
    SmallTalk.PRIVACY,
    SmallTalk.ALARMED,
    SmallTalk.OWNER,
    SmallTalk.ORIGIN,
    SmallTalk.UNANSWERED,
    SmallTalk.WHAT_I_AM,
    SmallTalk.ONLY_QUOTE,
    SmallTalk.HELP,
    SmallTalk.HOW_ARE_YOU,
    SmallTalk.INSULT,
    SmallTalk.GOODBYE,
    SmallTalk.THANKS,
    SmallTalk.NEVER_MIND,
    SmallTalk.HELLO,
)
"""What is replied to where several things are said: what was asked before what was only said."""

_SAID = {talk: "|".join(filter(None, (_WHOLE.get(talk), ASIDES.get(talk)))) for talk in SmallTalk}
_LAST = (SmallTalk.THANKS, SmallTalk.NEVER_MIND, SmallTalk.HELP)
_IN_TURN = (*(talk for talk in _WHOLE if talk is not SmallTalk.HELP), *_LAST)
"""In which order they are looked for; thanks are known by their words, too."""

_BESIDE = FILLERS | BESIDE
_AROUND_THANKS = _WITH_THANKS | BESIDE

_STRETCH = re.compile(r"([a-z])\1{2,}")
_STRETCHED = re.compile(r"([a-z])\1{2,}|([a-z])\2(?= |$)")
"""Three letters of a kind are too many in English, and two at the end of most words."""

_PRAISED = re.compile(rf"(?:{_PRAISE})(?:,? (?:{_PRAISE}))*")
_PAGE = re.compile(r"(?:prolo )?(?:list|page|questions|list page|next page|next|all|menu|help)(?: (\d{1,4}))?")
"""What asks for a page of all the questions, and for which."""

_ASKING = frozenset({
    "is", "was", "are", "does", "do", "did", "can", "could", "will", "would", "should", "what", "how", "why",
    "when", "which", "who", "where",
})  # fmt: skip
"""With which a question begins: it thanks nobody, however polite."""


@functools.cache
def _any() -> re.Pattern[str]:
    """Return what says any of them, as `_pattern` has each; made when first needed: it takes half a second."""
    return re.compile("(?:{})(?: please)?".format("|".join(f"(?:{said})" for said in _SAID.values() if said)))


def warm_small_talk() -> None:
    """Make now what `small_talk` makes when it first needs it."""
    _any()


@functools.cache
def _pattern(talk: SmallTalk) -> re.Pattern[str]:
    """Return what says one thing; made when something is said, for most messages are none of these."""
    return re.compile(rf"(?:{_SAID[talk]})(?: please)?")


@functools.lru_cache(maxsize=READ_AGAIN)
def small_talk(text: str) -> SmallTalk | None:
    """Return what a normalised text says beside any question, the weightiest first; None where it may hold one."""
    if talk := _said_in_one(text):
        return talk
    parts = [part for part in _SENTENCE.split(text) if folded_words(part) and not _NOISE.fullmatch(fold(part))]
    if not 0 < len(parts) <= _MOST_SENTENCES:
        return None
    said = set(map(_said_in_one, parts))
    return None if None in said else next(talk for talk in HEAVIEST if talk in said)


def _said_in_one(text: str) -> SmallTalk | None:
    if is_only_chatter(text):
        return _chatter(text)
    readings = _readings(text)
    if _is_thanks(text, readings):
        return SmallTalk.THANKS
    # Most messages are none of these: one look for all together is all they cost.
    if any(map(_any().fullmatch, readings)):
        return next(talk for talk in _IN_TURN if any(map(_pattern(talk).fullmatch, readings)))
    if any(map(_PAGE.fullmatch, readings)):
        return SmallTalk.HELP
    return SmallTalk.HELP if asks_about_the_bot(text) else None


def _chatter(text: str) -> SmallTalk:
    if "?" in text and not folded_words(text):
        return SmallTalk.HELP
    if says_thanks(text) or acknowledges(text):
        return SmallTalk.THANKS
    apologises = _pattern(SmallTalk.NEVER_MIND).fullmatch(" ".join(folded_words(text)))
    return SmallTalk.NEVER_MIND if apologises else SmallTalk.HELLO


def page_asked_for(text: str) -> int:
    """Return the number of the page of questions that a text asks for, from 1 on."""
    found = next(filter(None, map(_PAGE.fullmatch, _readings(text))), None)
    return max(1, int(found[1])) if found and found[1] else 1


def _readings(text: str) -> list[str]:
    """Return the words of a text, whole, without chatter, and without what may stand beside at both ends of that."""
    readings = []
    for each in (text, without_chatter(text)):
        found = folded_words(each)
        for said in (found, *(each.split() for each in _unstretched(" ".join(found)))):
            readings += [" ".join(_within(said, beside)) for beside in (frozenset[str](), FILLERS, _BESIDE)]
    return [each for each in dict.fromkeys(readings) if each]


def _unstretched(said: str) -> tuple[str, ...]:
    """Return what is said with letters that are dragged out once or twice: "thankyouuu", "byee"; nothing without any."""
    if not _STRETCHED.search(said):
        return ()
    return _STRETCH.sub(r"\1\1", said), _STRETCHED.sub(lambda found: found[0][0], said)


def _within(found: Sequence[str], beside: Collection[str]) -> Sequence[str]:
    """Return words without those at both ends that stand beside what is said."""
    first, last = 0, len(found)
    while first < last and found[first] in beside:
        first += 1
    while first < last and found[last - 1] in beside:
        last -= 1
    return found[first:last]


def _is_thanks(text: str, readings: list[str]) -> bool:
    if any(map(_PRAISED.fullmatch, readings)):
        return True
    whole = [word.replace("'", "") for word in folded_words(text)]
    if "?" in text or not whole or whole[0] in _ASKING:
        return False
    spelt = (whole, *(each.split() for each in _unstretched(" ".join(whole))))
    return any(not _THANKING.isdisjoint(said) and _AROUND_THANKS.issuperset(said) for said in spelt)
