"""Sentences that read like an English council's constitution, from a seeded generator."""

from __future__ import annotations

from random import Random

ACTORS = (
    "the Council|the Cabinet|the “Leader of the Council”|the “Proper Officer”|"
    "the “Monitoring Officer”|the “Chief Finance Officer”|the Overview and Scrutiny Committee|"
    "the Licensing Sub-Committee|each Cabinet Member|the Head of Paid Service|the Mayor|"
    "the Audit and Governance Committee|any member of the Council|the Planning Committee|"
    "the Standards Committee|a Director|the Chairman of the meeting|the “Scrutiny Officer”"
).split("|")
DUTIES = (
    "shall|may|must|will normally|shall not, without reason,|may at any time|must, in writing,|"
    "is authorised to|is required to|shall have power to"
).split("|")
ACTS = (
    "determine|approve|publish|consider|review|report on|refer to the next meeting|delegate|"
    "suspend|amend|keep under review|consult on|make available|give notice of|withdraw|record|"
    "recommend to full Council|carry out|call in|authorise"
).split("|")
MATTERS = (
    "any decision that is likely to be significant in terms of its effects on communities|"
    "the annual budget and the council tax requirement|an agenda and the reports that go with it|"
    "any contract for goods, works or services|the register of members’ interests|"
    "the terms of office of those appointed to outside bodies|a petition signed as required|"
    "the forward plan of key decisions|expenditure outside the agreed policy framework|"
    "the allocation of seats between political groups|a motion of which notice has been given|"
    "the disposal of land at less than best consideration|a question put by a member of the public|"
    "the appointment, dismissal and conduct of chief officers|a scheme of members’ allowances|"
    "any matter that involves exempt or confidential information|the treasury management strategy|"
    "arrangements for joint working with another authority|the minutes of the previous meeting|"
    "an application that is contrary to the development plan|a vacancy in any office"
).split("|")
CONDITIONS = (
    "within {n} clear working days of the meeting|where its value exceeds £\u00a0{k},000|"
    "under section\u00a0{n} of the Local Government Act\u00a0{y}|"
    "if at least {n} members so request before noon on the day|"
    "subject to paragraph\u00a0{s}.{n} and to the rules on urgency|"
    "no later than {n} days after the decision is taken|"
    "unless a quorum of {n} members is not present|"
    "as set out in Part\u00a0{s}, and for no longer than {n} months|"
    "having taken advice from the statutory officers – and not otherwise –|"
    "in accordance with the Access to Information Procedure Rules|"
    "provided that the cost does not exceed £\u00a0{k},500 in any financial year|"
    "when the agenda has been open to inspection for {n} days|"
    "after consultation with the members for {p} and {q} wards|"
    "in the manner that the {p} Charter of {y} provides"
).split("|")
REASONS = (
    "so that the public interest is served|and the reasons shall be recorded in the minutes|"
    "and a copy shall be sent to every member|but this does not affect anything already done|"
    "and any delay shall be explained to the next ordinary meeting|"
    "which shall be open to the press and the public|"
    "and nothing in these rules shall prevent it from doing so|"
    "in which case the decision takes effect at once|"
    "and the record is kept for {n} years|except in a case of special urgency"
).split("|")
BOILERPLATE = (
    "The Monitoring Officer may make minor amendments to this Part to correct errors, to reflect "
    "changes in the law or in job titles, and shall report them to the next Council meeting.",
    "In these Rules, words in the singular include the plural, and a reference to an enactment is "
    "a reference to it as amended, extended or re-enacted from time to time.",
    "The quorum of a meeting is one quarter of the whole number of members, and not fewer than 3.",
    "Reserved to full Council.",
    "Not used.",
)
# Names of places, so that the words are as many as in a real document and not only these lists'.
PLACES = tuple(
    f"{start}{end}"
    for start in "Ash Bar Brad Cal Chal Dun Eller Fen Graf Had Hor Ken Lang Mar Nor Pen Ray".split()
    for end in "ton ham ley worth by field combe wick stead ford mere bourne hurst den".split()
)
TITLES = (
    "Access to Information|Budget and Policy Framework|Responsibility for Functions|"
    "Contracts and Procurement|Officer Employment|Scheme of Delegation|Conduct of Meetings|"
    "Questions and Petitions|Overview and Scrutiny|Joint Arrangements|Financial Regulations|"
    "Codes and Protocols|Members’ Allowances|Urgent Business|Decision Making|Key Decisions"
).split("|")
# What edits put in. None of these phrases occurs in the sentences above.
NEW_WORDS = (
    "executive promptly forthwith jointly quarterly electronic provisional annually hereafter "
    "extraordinary borough combined strategic temporary"
).split()
NEW_PHRASES = (
    "and, where practicable, by electronic means|or a deputy nominated for that purpose|"
    "with the prior consent of both group leaders|whether or not in the same municipal year|"
    "following the coming into force of this amendment"
).split("|")
NEW_SENTENCES = (
    "Where no group holds a majority, political leaders are to meet early to agree who convenes "
    "it, failing which lots will be drawn.|"
    "Broadcasting by webcam is permitted throughout, save while people are excluded, and footage "
    "stays online until superseded.|"
    "Independent persons receive travel costs plus an honorarium fixed every spring by an "
    "external panel sitting for this purpose.|"
    "Hybrid attendance counts towards voting whenever legislation allows remote participation; "
    "otherwise only physical presence does."
).split("|")


def sentence(random: Random) -> str:
    """Return one sentence: some 26 words."""
    parts = [random.choice(each) for each in (ACTORS, DUTIES, ACTS, MATTERS, CONDITIONS)]
    if random.random() < 0.5:
        parts.append(random.choice(REASONS))
    text = " ".join(parts)
    if "{" in text:
        text = text.format(
            n=random.randint(2, 90),
            k=random.choice((25, 50, 75, 100, 250, 500)),
            y=random.choice((1972, 1989, 2000, 2011)),
            s=random.randint(1, 12),
            p=random.choice(PLACES),
            q=random.choice(PLACES),
        )
    return f"{text[0].upper()}{text[1:]}."


def provision(random: Random) -> list[str]:
    """Return the sentences of one numbered provision: some 37 words."""
    return [sentence(random) for _ in range(random.choice((1, 1, 1, 2, 2)))]


def title(random: Random) -> str:
    """Return the heading of a section."""
    return f"{random.choice(TITLES)} and {random.choice(TITLES)}"
