"""Amounts in figures and in words, as they stand on certificates: crores, lakhs, thousands."""

from __future__ import annotations

LARGEST = 99_99_99_999


def _words(text: str) -> list[str]:
    return text.split()


ENGLISH = _words(
    """
    zero one two three four five six seven eight nine
    ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    """
)
ENGLISH_TENS = _words(
    """
    - - twenty thirty forty fifty sixty seventy eighty ninety
    """
)

# Hindi has a word of its own for every number up to ninety-nine.
HINDI = _words(
    """
    शून्य एक दो तीन चार पाँच छह सात आठ नौ
    दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस
    बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस
    तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस
    चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास
    पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ
    साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर
    सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी
    अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी
    नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे
    """
)

TELUGU = _words(
    """
    సున్నా ఒకటి రెండు మూడు నాలుగు ఐదు ఆరు ఏడు ఎనిమిది తొమ్మిది
    పది పదకొండు పన్నెండు పదమూడు పద్నాలుగు పదిహేను పదహారు పదిహేడు పద్దెనిమిది పంతొమ్మిది
    """
)
TELUGU_TENS = _words(
    """
    - - ఇరవై ముప్పై నలభై యాభై అరవై డెబ్బై ఎనభై తొంభై
    """
)
# (value, exactly one, one and something more, many, many before a noun or something more)
TELUGU_UNITS = (
    (1_00_00_000, "ఒక కోటి", "ఒక కోటి", "కోట్లు", "కోట్ల"),
    (1_00_000, "ఒక లక్ష", "ఒక లక్ష", "లక్షలు", "లక్షల"),
    (1_000, "వెయ్యి", "వెయ్యి", "వేలు", "వేల"),
    (100, "వంద", "నూట", "వందలు", "వందల"),
)


def figures(number: int) -> str:
    """Return a whole number with Indian grouping, e.g. `1,20,000`."""
    digits = str(abs(number))
    head, tail = digits[:-3], digits[-3:]
    groups = [head[max(0, i - 2) : i] for i in range(len(head), 0, -2)][::-1]
    return ("-" if number < 0 else "") + ",".join([*groups, tail])


def rupees(number: int, language: str) -> str:
    """Return an amount in words with its rupees.

    Args:
        number: whole rupees, 0 to 99,99,99,999.
        language: `hi`, `te` or `en`.

    Raises:
        ValueError: the amount is outside that range.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"Only amounts from 0 to {figures(LARGEST)} rupees can be written in words.")
    return {"hi": _hindi_rupees, "te": _telugu_rupees, "en": _english_rupees}[language](number)


def _english_rupees(number: int) -> str:
    return f"{english(number)} {'rupee' if number == 1 else 'rupees'}"


def _hindi_rupees(number: int) -> str:
    return f"{hindi(number)} {'रुपया' if number == 1 else 'रुपये'}"


def _telugu_rupees(number: int) -> str:
    return "ఒక రూపాయి" if number == 1 else f"{telugu(number, before_noun=True)} రూపాయలు"


def _split(number: int) -> list[tuple[int, int]]:
    """Return how many crores, lakhs, thousands and hundreds there are, as (count, unit), then the rest."""
    parts = []
    for unit in (1_00_00_000, 1_00_000, 1_000, 100):
        count, number = divmod(number, unit)
        parts.append((count, unit))
    return [*parts, (number, 1)]


def english(number: int) -> str:
    """Return the English words of 0 to 99,99,99,999."""
    names = {1_00_00_000: " crore", 1_00_000: " lakh", 1_000: " thousand", 100: " hundred", 1: ""}
    words = [_english_small(count) + names[unit] for count, unit in _split(number) if count]
    return " ".join(words) or ENGLISH[0]


def _english_small(number: int) -> str:
    if number < 20:
        return ENGLISH[number]
    tens, ones = divmod(number, 10)
    return ENGLISH_TENS[tens] + (f"-{ENGLISH[ones]}" if ones else "")


def hindi(number: int) -> str:
    """Return the Hindi words of 0 to 99,99,99,999."""
    names = {1_00_00_000: " करोड़", 1_00_000: " लाख", 1_000: " हजार", 100: " सौ", 1: ""}
    words = [HINDI[count] + names[unit] for count, unit in _split(number) if count]
    return " ".join(words) or HINDI[0]


def telugu(number: int, before_noun: bool = False) -> str:
    """Return the Telugu words of 0 to 99,99,99,999.

    Args:
        number: the number.
        before_noun: whether a noun follows, which bends the last word: `రెండు వేలు`, but `రెండు వేల రూపాయలు`.
    """
    words: list[str] = []
    for unit, one, one_more, many, many_bent in TELUGU_UNITS:
        count, number = divmod(number, unit)
        if not count:
            continue
        more = number > 0
        if count == 1:
            words.append(one_more if more else one)
        else:
            words += [_telugu_small(count, True), many_bent if more or before_noun else many]
    if number or not words:
        words.append(_telugu_small(number, before_noun))
    return " ".join(words)


def _telugu_small(number: int, before_noun: bool) -> str:
    """Return 0 to 99; before a noun `ఒకటి` becomes `ఒక్క` (`ఇరవై ఒక్క వేలు`)."""
    if number < 20:
        return "ఒక్క" if before_noun and number == 1 else TELUGU[number]
    tens, ones = divmod(number, 10)
    return TELUGU_TENS[tens] + (f" {_telugu_small(ones, before_noun)}" if ones else "")
