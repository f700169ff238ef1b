"""Named random streams: a block has its own numbers, whatever other blocks exist."""

import hashlib
from typing import cast

import numpy as np
from numpy.random.bit_generator import ISeedSequence
from numpy.typing import DTypeLike, NDArray

NUMBERS_A_WORD = 4

Bits = np.ndarray[tuple[int, ...], np.dtype[np.uint16]]


class NamedSeed(ISeedSequence):
    """A seed sequence whose state is the SHA-256 of the run's seed and the block's name.

    It gives children by name where ``SeedSequence.spawn`` gives them by number, so that adding a
    block never shifts another block's numbers; and it is quick enough for a stream a pledge.
    """

    def __init__(self, seed: int, name: str) -> None:
        """Digest the seed and the name into the four words that PCG64DXSM asks for."""
        self._words = hashlib.sha256(f"{seed}/{name}".encode()).digest()

    def generate_state(self, n_words: int, dtype: DTypeLike = np.uint32) -> NDArray[np.uint64]:
        """Return the first ``n_words`` words of the digest."""
        return np.frombuffer(self._words, dtype=dtype)[:n_words]


class Streams:
    """Random generators by block name, all from one seed.

    Every stream is read in the order of the draws, so that fewer draws are the beginning of more
    draws (specification 12).
    """

    def __init__(self, seed: int) -> None:
        """Keep the seed; generators are made when their name is first asked for."""
        self._seed = seed
        self._open: dict[str, np.random.Generator] = {}

    def __getitem__(self, name: str) -> np.random.Generator:
        """Return the generator of the block ``name``, going on where it stopped."""
        found = self._open.get(name)
        if found is None:
            # numpy takes any ISeedSequence, its type hints only the one it ships.
            seed = cast(np.random.SeedSequence, NamedSeed(self._seed, name))
            found = np.random.Generator(np.random.PCG64DXSM(seed))
            self._open[name] = found
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """Return the blocks used so far, sorted; the manifest lists them."""
        return tuple(sorted(self._open))

    def bits(self, name: str, shape: tuple[int, int]) -> Bits:
        """Return uniform 16-bit numbers; the number of elements must be a multiple of 4."""
        raw = self[name].bit_generator.random_raw(shape[0] * shape[1] // NUMBERS_A_WORD)
        return np.asarray(raw, dtype="<u8").view("<u2").reshape(shape)
