"""Small graphs: what goes round in a circle, and what is joined to what."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)


class Joined(Generic[Node]):
    """Things that are one: joins of two, and of what each is joined to already (union-find with path halving)."""

    def __init__(self) -> None:
        self._above: dict[Node, Node] = {}

    def join(self, one: Node, other: Node) -> None:
        """From now on these two are one."""
        one, other = self.find(one), self.find(other)
        if one != other:
            self._above[other] = one

    def find(self, node: Node) -> Node:
        """The one that stands for all that are one with `node`."""
        above = self._above
        while (parent := above.get(node, node)) != node:
            above[node] = node = above.get(parent, parent)
        return node


def circles(edges: Mapping[Node, Iterable[Node]]) -> list[list[Node]]:
    """The nodes from each of which a way leads to each other of them (strongly connected, two or more together).

    Tarjan's algorithm (SIAM Journal on Computing 1, 1972), without recursion. Equal graphs give equal lists, in
    whatever order they were made, where nodes can be sorted by their text.
    """
    graph = {node: sorted(set(to), key=str) for node, to in edges.items()}
    found, numbers, lowest = list[list[Node]](), dict[Node, int](), dict[Node, int]()
    stack, waiting = list[Node](), set[Node]()
    for start in sorted(graph, key=str):
        if start in numbers:
            continue
        work = [(start, iter(graph[start]))]
        numbers[start] = lowest[start] = len(numbers)
        stack.append(start)
        waiting.add(start)
        while work:
            node, ahead = work[-1]
            following = next((n for n in ahead if n not in numbers or n in waiting), None)
            if following is None:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[node])
                if lowest[node] == numbers[node]:
                    found.append(_cut(stack, waiting, node))
            elif following in numbers:
                lowest[node] = min(lowest[node], numbers[following])
            else:
                numbers[following] = lowest[following] = len(numbers)
                stack.append(following)
                waiting.add(following)
                work.append((following, iter(graph.get(following, ()))))
    return sorted((sorted(circle, key=str) for circle in found if len(circle) > 1), key=str)


def _cut(stack: list[Node], waiting: set[Node], node: Node) -> list[Node]:
    place = stack.index(node)
    circle, stack[place:] = stack[place:], []
    waiting.difference_update(circle)
    return circle
