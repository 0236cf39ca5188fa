"""Which folded letters can be a Vietnamese syllable, by the rules of the spelling: an onset and a rime.

Only the shape is judged ("toang" is one, "tets" is none); whether the syllable is a word of the language is not.
"""

_ONSETS = frozenset("b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split())
_RIMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet ieu
    im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op
    ot u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych
    uyen uyet uynh uyt uyu y yem yen yet yeu ynh
    """.split()
)


def is_syllable(folded: str) -> bool:
    """Whether `folded` (lower case, no accents) is shaped like one Vietnamese syllable."""
    if folded in _RIMES:
        return True
    return any(folded[:n] in _ONSETS and _fits(folded[:n], folded[n:]) for n in (1, 2, 3))


def _fits(onset: str, rime: str) -> bool:
    if onset == "qu":
        return rime in _RIMES or "u" + rime in _RIMES
    if onset == "gi" and not rime:
        return True
    # The spelling writes k, gh and ngh before e and i, and c, g and ng elsewhere; in a hurry people mix them up.
    return rime in _RIMES
