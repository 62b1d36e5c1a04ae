"""The closed vocabularies of the method: what a claim may say, and how."""

from enum import StrEnum


class Family(StrEnum):
    """What kind of thing a claim asserts."""

    COMMITMENT = "commitment"
    SITUATION = "situation"
    MILESTONE = "milestone"
    QUOTE = "quote"


class Stage(StrEnum):
    """The ladder of a commitment, lowest first; `ended` stands outside the chain.

    Sources: OCHA FTS (pledge, commitment, paid), AidData TUFF, Kiel Ukraine Support Tracker (allocation),
    UN practice (notified).
    """

    REQUEST = "request"
    INTEREST = "interest"
    OFFER = "offer"
    PLEDGE = "pledge"
    NOTIFIED = "notified"
    COMMITTED = "committed"
    ALLOCATED = "allocated"
    DISPATCHED = "dispatched"
    ARRIVED = "arrived"
    ENDED = "ended"


class Measure(StrEnum):
    """What a situation figure counts."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    KIDNAPPED = "kidnapped"
    DISPLACED = "displaced"
    IN_NEED = "in_need"
    TERRITORY = "territory"
    STRENGTH_TARGET = "strength_target"
    STRENGTH_PRESENT = "strength_present"
    FUNDING_TARGET = "funding_target"
    FUNDING_RECEIVED = "funding_received"


class Event(StrEnum):
    """A dated act that changes what is possible."""

    MANDATE_SOUGHT = "mandate_sought"
    MANDATE_ADOPTED = "mandate_adopted"
    MANDATE_RENEWED = "mandate_renewed"
    ASSESSMENT = "assessment"
    APPROVAL = "approval"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    AGREEMENT = "agreement"
    VISIT = "visit"
    APPOINTMENT = "appointment"
    RESIGNATION = "resignation"
    ASSASSINATION = "assassination"
    COUP = "coup"
    ELECTION_SET = "election_set"
    ELECTION_HELD = "election_held"
    BODY_CREATED = "body_created"
    LEADERSHIP = "leadership"
    ATTACK = "attack"
    RESULT = "result"
    MEETING = "meeting"


class Polarity(StrEnum):
    """Whether the claim says that it is so or that it is not so."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Certainty(StrEnum):
    """How firmly the document says it."""

    STATED = "stated"
    CONDITIONAL = "conditional"
    POSSIBLE = "possible"


class QuantityKind(StrEnum):
    """What a number counts; numbers of different kinds are never added."""

    INCREMENT = "increment"
    CUMULATIVE = "cumulative"
    STOCK = "stock"
    CEILING = "ceiling"
    OUTSTANDING = "outstanding"
    SHARE = "share"
    SUBSET = "subset"
    UNKNOWN = "unknown"


class Resource(StrEnum):
    """What a giver gives."""

    PERSONNEL = "personnel"
    MONEY = "money"
    EQUIPMENT = "equipment"
    GOODS = "goods"
    SERVICE = "service"
    TRAINING = "training"


class Force(StrEnum):
    """The kind of people sent; police and military never join, unspecified joins either."""

    POLICE = "police"
    MILITARY = "military"
    CIVILIAN = "civilian"
    UNSPECIFIED = "unspecified"


class Grade(StrEnum):
    """How far a machine's claim can be trusted, by a score learned on labelled texts (`musterbook.claims.grades`)."""

    SURE = "sure"
    FAIR = "fair"
    UNSURE = "unsure"


class Stance(StrEnum):
    """Where a speaker stands towards what is spoken of."""

    SUPPORTS = "supports"
    CONDEMNS = "condemns"
    DEMANDS = "demands"
    URGES = "urges"
    THANKS = "thanks"
    DENIES = "denies"


class Policy(StrEnum):
    """Why a figure stands among all that were stated (METHOD section 5, headline value)."""

    ONLY = "only-figure"
    ACCOUNTABLE = "accountable-source"
    SUPPORT = "most-independent-sources"
    RETOLD = "most-often-told"
    LATEST = "latest-statement"
    LARGER = "larger-figure"
    STANDING = "standing-figure"
    MOVEMENTS = "sum-of-movements"
    TOTAL = "movements-and-stated-total"
    FORCES = "sum-of-forces"
    ABOVE = "stage-above"


class Verdict(StrEnum):
    """What two claims with the same key say of each other (METHOD section 6)."""

    AGREES = "agrees"
    SUPERSEDES = "supersedes"
    REVISES = "revises"
    DISPUTES = "disputes"
    DENIES = "denies"
    UNRELATED = "unrelated"


LADDER: tuple[Stage, ...] = (
    Stage.REQUEST,
    Stage.INTEREST,
    Stage.OFFER,
    Stage.PLEDGE,
    Stage.NOTIFIED,
    Stage.COMMITTED,
    Stage.ALLOCATED,
    Stage.DISPATCHED,
    Stage.ARRIVED,
)
"""Stages in rising order, without `ended`."""
