"""What the small constitutions of `constitutions.py` say, whatever their custom of numbering."""

from __future__ import annotations

from dataclasses import dataclass

MEMBER_OFFICER = "Protocol on Member/Officer Relations"
PLANNING = "Planning Code of Good Practice"
CONDUCT = "Members’ Code of Conduct"

Topic = tuple[str, tuple[str, ...]]  # its heading and its paragraphs; "- " starts a lettered one

PROTOCOL_TOPICS: tuple[Topic, ...] = (
    (
        "Purpose of this Protocol",
        (
            "This Protocol guides Members and Officers of the Council in their dealings.",
            "It is to be read with the Members’ Code of Conduct.",
        ),
    ),
    (
        "Respect and courtesy",
        (
            "Members and Officers must show each other respect.",
            "Neither may seek:",
            "- an unfair advantage; or",
            "- to influence the other improperly.",
        ),
    ),
    (
        "The roles of Members",
        (
            "Members represent their wards and decide the policy of the Council.",
            "Members do not give instructions on the day-to-day work of Officers.",
        ),
    ),
    (
        "The roles of Officers",
        ("Officers advise the Council and carry out its decisions.",),
    ),
    (
        "Officers’ advice to party groups",
        (
            "A party group may ask the Chief Executive for an Officer to advise it.",
            "Officers must leave before the group debates what to do.",
        ),
    ),
    (
        "Twinned towns",
        (
            "A visit to a twinned town is paid for by those who travel.",
            "Gifts from a twinned town are kept at the town hall.",
        ),
    ),
    (
        "Complaints about Officers",
        ("A Member who has a complaint about an Officer raises it with the Officer’s director.",),
    ),
)


def _topics(*pairs: tuple[str, str]) -> tuple[Topic, ...]:
    return tuple(
        (heading, (text, f"{text[:-1]}, unless the law says otherwise.")) for heading, text in pairs
    )


RULES = _topics(
    ("Annual meeting", "The Council meets each year in May to elect its Chair."),
    ("Quorum", "The quorum of a meeting is one quarter of the whole number of Members."),
    ("Voting", "Every question is decided by a simple majority of those voting."),
)
CODE_OF_CONDUCT = _topics(
    ("General obligations", "You must treat others with respect."),
    ("Interests", "You must register your disclosable pecuniary interests."),
)
PLANNING_CODE = _topics(
    ("Applications", "Each application is decided on its planning merits."),
    ("Site visits", "The Planning Committee visits a site only where the visit will help it."),
)
ALLOWANCES = _topics(("Basic allowance", "Each Member is paid a basic allowance."))


@dataclass(frozen=True)
class Part:
    """A Part with its sections, and the topics of each."""

    label: str
    title: str
    sections: tuple[tuple[str, tuple[Topic, ...]], ...]


PROTOCOL = (MEMBER_OFFICER, PROTOCOL_TOPICS)
PARTS = (
    Part("Part 4", "Rules of Procedure", (("Council Procedure Rules", RULES),)),
    Part(
        "Part 5",
        "Codes and Protocols",
        ((CONDUCT, CODE_OF_CONDUCT), PROTOCOL, (PLANNING, PLANNING_CODE)),
    ),
    Part("Part 6", "Members’ Allowances", (("Scheme of Allowances", ALLOWANCES),)),
)
PARTS_WITHOUT_PROTOCOL = (
    PARTS[0],
    Part("Part 5", "Codes and Protocols", (PARTS[1].sections[0], PARTS[1].sections[2])),
    PARTS[2],
)
