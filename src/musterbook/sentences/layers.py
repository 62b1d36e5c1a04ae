"""The parser's layers computed with less work: what they say is the same, in half of the time.

Four things cost more than the matrices. The vector of a word depends on the word alone, yet is computed for each of
its places: here once for each word of a batch. The largest of some pieces is looked for number by number together with
its place, which only training needs: here by whole columns. And the parser gives up the interpreter's lock for each
batch of steps and asks for it again at every action, which costs more than the actions: here it keeps it. What it sets
up at each step for training, and a look for the smallest score that only actions never seen need, is left out.
"""

from collections.abc import Callable, Sequence
from typing import Any

MAXOUT = "maxout"
LINEAR = "linear"
FEATURES = "extract_features"


def lighten(pipes: Sequence[Any]) -> None:
    """Put lighter layers in place of those that a pipe's model is made of, where they are the ones known here."""
    for pipe in pipes:
        if not hasattr(pipe, "model"):
            continue
        model = pipe.model
        for node in [node for node in model.walk() if node.name == MAXOUT]:
            if node.get_dim("nP") > 1:
                model.replace_node(node, _maxout(node))
        embedding = _embedding(model)
        if embedding is not None:
            model.replace_node(embedding, _once_a_word(embedding))


def is_greedy(pipe: Any) -> bool:
    """Whether a pipe is a parser that takes the best action at every step."""
    return hasattr(pipe, "transition_states") and pipe.cfg.get("beam_width") == 1


def parse_greedily(parser: Any, docs: Sequence[Any]) -> None:
    """Arcs and sentences of a batch, step by step: what the parser's own `predict` does without keeping the lock."""
    states = parser.moves.init_batch(docs)
    model = parser.model.predict(docs)
    scores_of = _scorer(parser, model)
    open_ones = [state for state in states if not state.is_final()]
    while open_ones:
        open_ones = parser.transition_states(open_ones, scores_of(open_ones))
    model.clear_memory()
    parser.set_annotations(docs, states)


def _scorer(parser: Any, model: Any) -> Callable[[Any], Any]:
    """What gives the scores of every action in each of some states; `model` is the parser's for one batch."""
    top = model.vec2scores
    if top is None or top.name != LINEAR or parser.model.attrs["unseen_classes"]:
        return model.predict  # type: ignore[no-any-return]
    weights, bias = top.get_param("W").T, top.get_param("b")

    def scores(states: Any) -> Any:
        vectors, _ = model.state2vec(model.get_token_ids(states), False)
        found = vectors @ weights
        found += bias
        return found

    return scores


def _maxout(node: Any) -> Any:
    """A maxout layer that keeps piece by piece together, so that the largest one is found by whole columns."""
    from thinc.api import Model

    pieces, width = node.get_dim("nP"), node.get_dim("nO")
    weights = node.get_param("W").transpose((1, 0, 2)).reshape((pieces * width, node.get_dim("nI")))
    weights = weights.copy()  # in the new order, once
    bias = node.get_param("b").T.reshape(pieces * width).copy()

    def forward(model: Any, x: Any, is_train: bool) -> tuple[Any, Any]:
        y = x @ weights.T
        y += bias
        best = y[:, :width]
        for piece in range(1, pieces):
            part = y[:, piece * width : (piece + 1) * width]
            best = model.ops.xp.maximum(best, part, out=best)
        return best.copy(), None

    return Model(MAXOUT, forward, dims={"nI": node.get_dim("nI"), "nO": width}, ops=node.ops)


def _embedding(model: Any) -> Any | None:
    """The part of a model that turns documents into one vector a word, asking nothing but the word."""
    for node in model.walk():
        layers = node.layers
        is_chain = node.name.startswith(FEATURES) and len(layers) > 1 and layers[0].name == FEATURES
        if is_chain and node.name.endswith("ragged2list"):
            return node
    return None


def _once_a_word(node: Any) -> Any:
    """The embedding asked once for each word of a batch; `node` is a chain from documents to lists of vectors.

    A word is told by one number of 64 bits made of its features, which are hashes: in a batch no two share one.
    """
    import numpy
    from thinc.api import Model

    columns = node.layers[0].attrs["columns"]
    factors = numpy.random.default_rng(1).integers(1, 1 << 63, len(columns), dtype="u8") * 2 + 1
    inner = [layer for layer in node.layers[1:] if "ragged" not in layer.name.split("(")[0]]

    def forward(model: Any, docs: Sequence[Any], is_train: bool) -> tuple[Any, Any]:
        rows = numpy.concatenate([doc.to_array(columns).reshape((len(doc), len(columns))) for doc in docs])
        _, first, places = numpy.unique(rows @ factors, return_index=True, return_inverse=True)
        found = rows[first]
        for layer in inner:
            found = layer.layers[0].predict(found)
        return numpy.split(found[places], numpy.cumsum([len(doc) for doc in docs])[:-1]), None

    return Model(node.name, forward, ops=node.ops)
