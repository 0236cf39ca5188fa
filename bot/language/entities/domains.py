"""Ends of domain names, to tell "a@gmail.com.vn" from "a@gmail.com.Tôi muốn…" and "gmail . com" from the end of a sentence."""

GENERIC = frozenset(
    "com net org edu gov mil int info biz name pro io app dev ai co me tv cloud online site store shop tech email world top xyz"
    " asia".split()
)
COUNTRIES = frozenset(
    "ac ad ae af ag ai al am ao ar at au az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cd cf cg ch ci ck cl cm cn co cr"
    " cu cv cw cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gt gu gw gy hk"
    " hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc"
    " md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn"
    " pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn"
    " to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw".split()
)
SECOND_LEVEL = frozenset("com net org edu gov ac co info biz name pro health int".split())
"""Labels under which countries register names: com.vn, edu.vn, co.uk."""
COUNTRIES_BELOW = frozenset(
    "vn au sg cn tw hk my th ph id br mx tr ar in kh mm uk nz jp kr za ua pl np bd pk lk".split()
)
PROVIDERS = frozenset(
    "gmail googlemail yahoo ymail hotmail outlook live msn icloud aol proton protonmail zoho yandex mail gmx me vnn fpt viettel".split()
)
"""Names that people write with blanks around the dot: "gmail . com"."""
SHORT = frozenset("com net org edu gov vn".split())
"""Ends that are believed after "gmail ." or "example ."."""
