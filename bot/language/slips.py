"""Slips of the thumb, put right: Telex keys left in a word ("xoas", "luwu", "ddc"), words run together ("quyềnxin"), a letter
dropped or doubled ("đừg", "duyệtt").

Only a token that is no Vietnamese syllable, no abbreviation and no foreign word that people use is touched, and only where the
result is one; everything else stays, character for character.
"""

import re
import unicodedata
from functools import lru_cache

from bot.language import abbreviations
from bot.language.syllables import is_syllable
from bot.language.text import fold, nfc

_SPAN = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|[\w.-]*\d[\w.-]*|[^\W\d_]+")
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_MARKS = {"aa": "â", "ee": "ê", "oo": "ô", "aw": "ă", "ow": "ơ", "uw": "ư", "dd": "đ"}
_MARK = re.compile("|".join(_MARKS))
_VOWELS = "aăâeêioôơuưy"
_LONGEST = 14  # letters of the longest token looked at; longer ones are no slips of one word
# Foreign words of this talk that the rules would take for a slip.
_FOREIGN = frozenset(
    """
    account admin ads app apple apps ask bank best block bot box call camera cancel card cash cccd chat check clear click clip close
    cloud code confirm consent contact cookie cookies data date delete deploy device download edit email error export face facebook
    fake feedback file fix follow form free game gmail google group hack hacker help hotline human id info inbox insert instagram ios
    issue item job just law left like link list live lock log login logout lost mail market marketing max mess message messenger
    minigame mobile move name new next no nope note offline ok okay oke old online open opt optout order out pass password pay
    phone pls please policy post privacy profile push quiz real record refund remove report request reset restart rest robot sale
    save search sell send server service set share ship shop shopee show sim skip sms sorry spam staff start status stop story
    submit support survey sync system tag team telegram test text thanks thank ticket tiktok time token top track trade trust update
    upload user verify video view vip voucher web website wifi work wow yep yes yet your youtube zalo zip
    """.split()
)


def mend(text: str) -> str:
    """`text` with slips put right where exactly one reading is likely. Total; numbers and addresses are never touched."""
    return _SPAN.sub(lambda match: _mended(match.group()), nfc(text))


@lru_cache(maxsize=20_000)
def _mended(token: str) -> str:
    lower = token.lower()
    letters = fold(lower)
    if not letters.isalpha() or len(letters) > _LONGEST or len(letters) < 3 or _is_word(lower, letters):
        return token
    return _telex(lower) or _single(lower) or _endings(lower) or _parted(lower) or token


def _is_word(lower: str, letters: str) -> bool:
    # Folded, "đ" is "d" and Telex keys are letters; a doubled vowel is no syllable, so "thoong" is looked at.
    return (is_syllable(letters) and "oong" not in letters) or letters in _FOREIGN or abbreviations.expands(lower)


def _telex(token: str) -> str:
    """The word whose Telex keys were typed; empty where there is none."""
    marked = _MARK.sub(lambda m: _MARKS[m.group()], token)
    # A lone w marks the u or o before it, however far: "truowcs", "nguwoif".
    marked = re.sub(r"uo(?=[a-z]*w)", "ươ", marked).replace("w", "") if "w" in marked else marked
    marked = re.sub(r"uơ(?=[^\W_])", "ươ", marked)
    if marked != token and (_valid(marked) or abbreviations.expands(marked)):
        return marked
    if _has_tone(token):
        return ""
    for at in range(len(marked) - 1, 0, -1):
        if marked[at] in _TONES:
            rest = marked[:at] + marked[at + 1 :]
            if _valid(rest) and any(c in _VOWELS for c in marked[:at]):
                return _with_tone(rest, _TONES[marked[at]])
    return ""


def _single(token: str) -> str:
    """A letter typed twice or more: "duyệtt", "khôngg"."""
    once = re.sub(r"(.)\1+", r"\1", token)
    return once if once != token and _valid(once) else ""


def _endings(token: str) -> str:
    """Teencode that drops the n of "ng" ("đừg", "phòg") or the h of "nh"."""
    grown = re.sub(r"(?<=[^\Wn])g$", "ng", token)
    return grown if grown != token and _valid(grown) else ""


def _parted(token: str) -> str:
    """Two words without the blank: two syllables, or a syllable and an abbreviation ("cáij")."""
    found = []
    for at in range(2, len(token)):
        head, tail = token[:at], token[at:]
        if _valid(head) and (len(tail) > 1 or tail in "ýạàừ") and _valid(tail):
            found.append(f"{head} {tail}")
    if found:
        # With several cuts ("đồn|gý", "đồng|ý") the longer first word is the likelier.
        return found[-1]
    head, tail = token[:-1], token[-1]
    return f"{head} {tail}" if tail in "jkzt" and _valid(head) else ""


def _valid(token: str) -> bool:
    folded = fold(token)
    return folded.isalpha() and is_syllable(folded)


def _has_tone(token: str) -> bool:
    return any(c in _TONES.values() for c in unicodedata.normalize("NFD", token))


def _with_tone(token: str, tone: str) -> str:
    """`token` with the tone on its main vowel; the place matters little, since matching is folded or canonical."""
    marked = [i for i, c in enumerate(token) if c in "ăâêôơư"]
    plain = [i for i, c in enumerate(token) if c in _VOWELS and not (c == "u" and token[i - 1 : i] == "q")]
    if not plain:
        return token
    if marked:
        at = marked[-1]
    elif len(plain) > 1 and (plain[-1] == len(token) - 1) and token[plain[0] : plain[0] + 2] not in ("oa", "oe", "uy"):
        at = plain[-2]
    else:
        at = plain[-1] if len(plain) > 1 else plain[0]
    return nfc(token[: at + 1] + tone + token[at + 1 :])
