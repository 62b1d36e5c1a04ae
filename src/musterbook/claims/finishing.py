"""From a draft to the claim that shows its words."""

from musterbook.claims.drafts import Draft, condition_of, ids
from musterbook.claims.scene import Scene
from musterbook.claims.times import times
from musterbook.model import Certainty, Claim, Part, Span


def finish(scene: Scene, draft: Draft) -> Claim | None:
    """The claim of a draft, or None where its number does not stand in its words (METHOD section 7)."""
    text, s = scene.text, draft.sentence
    quantity = draft.quantity
    parts = list(draft.parts)
    if quantity is not None and quantity.text and not draft.start <= quantity.start < draft.end:
        parts.append(Part(slot="quantity", start=quantity.start, end=quantity.end))
    if draft.start >= draft.end:
        return None
    voice = scene.voice_at(draft.start)
    speaker = voice.speaker if voice else None
    valid, due = times(scene, draft)
    condition = condition_of(s, draft.verb, text)
    certainty = draft.certainty
    if condition and certainty is Certainty.STATED:
        certainty = Certainty.CONDITIONAL
    return Claim(
        document_id=scene.document.id,
        family=draft.family,
        evidence=text[draft.start : draft.end],
        span=Span(document_id=scene.document.id, start=draft.start, end=draft.end),
        rule=f"{draft.rule}.headline" if s.is_headline else draft.rule,
        stage=draft.stage,
        measure=draft.measure,
        event=draft.event,
        party=ids(draft.party),
        by=ids(draft.by),
        via=next((p.via for p in draft.party if p.via), None),
        group=draft.group,
        recipient=draft.recipient,
        mission=scene.cast.mission,
        resource=draft.resource,
        force=draft.force,
        item=draft.item,
        quantity=quantity,
        object=draft.object,
        place=draft.place,
        valid=valid,
        due=due,
        polarity=draft.polarity,
        certainty=certainty,
        condition=condition,
        speaker=speaker.id if speaker else None,
        speaker_role=speaker.role if speaker else None,
        speaker_party=speaker.country if speaker else None,
        reported=scene.document.published,
        parts=tuple(parts),
    )
