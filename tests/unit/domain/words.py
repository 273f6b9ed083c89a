"""Words that no label may hold (domain 4.2), as patterns over whole words.

Left out are words whose plain sense the product needs: "case manager" and "case management" are the glossary's own,
"Regular, okay for me" is a mark on the continuum, and "user" and "habit" appear here only in senses that name people.
"""

import re

_ENGLISH = (
    r"addicts?", r"dope", r"fiend", r"drug users?", r"users?", r"abus\w*", r"junkies?", r"crackheads?", r"tweakers?",
    r"potheads?", r"stoners?", r"alcoholics?", r"winos?", r"drunks?", r"habits?", r"drug problem", r"substitution",
    r"replacement", r"medication-assisted", r"MAT", r"clean", r"dirty", r"relaps\w*", r"slips?", r"laps(e|ed)",
    r"off the wagon", r"drug of choice", r"drug-seeking", r"non-?complian\w*", r"uncooperative", r"refus\w*",
    r"fail\w*", r"in denial", r"unmotivated", r"lazy", r"manipulative", r"attention-seeking", r"enabling",
    r"rock bottom", r"hardcore", r"frequent flyers?", r"super-utilizers?", r"shooting up", r"IV drug", r"offenders?",
    r"perpetrators?", r"criminals?", r"felons?", r"ex-con\w*", r"convicts?", r"inmates?", r"prisoners?",
    r"arrestees?", r"suspects?", r"perps?", r"defendants?", r"prostitutes?", r"hookers?", r"dealers?",
    r"traffickers?", r"pushers?", r"homeless", r"vagrants?", r"transients?", r"bums?", r"mentally ill", r"craz\w+",
    r"psychos?", r"lunatics?", r"suffer\w*", r"victims?", r"afflicted", r"handicapped", r"wheelchair-bound",
    r"illegals?", r"aliens?", r"undocumented", r"cases?(?! manage)", r"clients?", r"graduat(ed|ion)", r"terminat\w*",
    r"discharg\w*", r"in the wind", r"AWOL", r"abscond\w*", r"unfit", r"gangbangers?", r"zombies?", r"successful\w*",
    r"unsuccessful\w*",
)  # fmt: skip
_SPANISH = (
    r"adict[oa]s?", r"drogadict\w*", r"toxicóman\w*", r"tecat\w*", r"yonquis?", r"grif[oa]s?", r"cristaler\w*",
    r"alcohólic\w*", r"borrach\w*", r"abus\w*", r"exadict\w*", r"limpi[oa]s?", r"suci[oa]s?", r"vicios?", r"hábitos?",
    r"recaíd\w*", r"recay\w*", r"droga de elección", r"sustitución", r"reemplazo", r"se niega", r"rehus\w*",
    r"no coopera", r"fracas\w*", r"negación", r"delincuent\w*", r"infractor\w*", r"criminal\w*", r"pres[oa]s?",
    r"reos?", r"exconvict\w*", r"prostitutas?", r"indigentes?", r"vagabund\w*", r"sin techo", r"loc[oa]s?",
    r"enferm\w+ mental\w*", r"suicidó", r"cometió suicidio", r"ilegal(es)?", r"indocumentad\w*", r"discapacitad\w*",
    r"víctimas?", r"sufre\w*",
)  # fmt: skip

_PATTERN_EN = re.compile(rf"(?<!\w)({'|'.join(_ENGLISH)})(?!\w)", re.IGNORECASE)
_PATTERN_ES = re.compile(rf"(?<!\w)({'|'.join(_SPANISH)})(?!\w)", re.IGNORECASE)


def avoided(text: str, language: str = "en") -> list[str]:
    """Return the avoided words that stand in a text."""
    pattern = _PATTERN_ES if language == "es" else _PATTERN_EN
    return [one.group(0) for one in pattern.finditer(text)]
