"""A transform of MONAI that checks what a network made, as a step behind the others.

```python
post = Compose([
    AsDiscreted(keys="pred", argmax=True),
    SaveImaged(keys="pred"),
    CheckSegmentationd(keys="pred", policy="ct-kidneys", labels={2: "kidney_right", 3: "kidney_left"}),
])
```
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Union

import numpy as np
from monai.config import KeysCollection
from monai.data import MetaTensor
from monai.transforms import MapTransform

from ._handover import Voxels
from .warden import Case, Warden


class CheckSegmentationd(MapTransform):  # type: ignore[misc]
    """Puts a record beside each mask: `pred` is checked, and `pred_record` says what came of it.

    A mask is channel-first, as MONAI has it. One channel is a label map, whose values `labels` names. Several channels
    are structures that may overlap, and `labels` names them by channel; a channel without a name is background. The
    affine is the tensor's own, and is in RAS as MONAI loads images by default. A case that cannot be checked has a
    `Failure`.
    """

    def __init__(
        self,
        keys: KeysCollection,
        policy: str,
        image_key: Union[str, None] = None,
        labels: Union[Mapping[int, str], None] = None,
        record_key_postfix: str = "record",
        name_key: Union[str, None] = None,
        allow_missing_keys: bool = False,
        **options: Any,
    ) -> None:
        """Begins nothing yet: the worker starts with the first mask, in the process that checks it.

        `image_key` names the image, `name_key` what the case is called; `options` are those of `Warden`.
        """
        super().__init__(keys, allow_missing_keys)
        self.policy, self.image_key, self.labels, self.name_key = policy, image_key, dict(labels or {}), name_key
        self.postfix, self.options = record_key_postfix, options
        self._warden: Union[Warden, None] = None

    def __getstate__(self) -> dict[str, Any]:
        """Without the worker: a process that is handed the transform begins one of its own."""
        return self.__dict__ | {"_warden": None}

    def __call__(self, data: Mapping[Hashable, Any]) -> dict[Hashable, Any]:
        """Checks each mask of a case."""
        result = dict(data)
        self._warden = self._warden or Warden(self.policy, **self.options)
        image = None
        if self.image_key is not None:
            channels, affine = self._channels(data[self.image_key])
            image = Voxels(channels[0], affine)
        for key in self.key_iterator(result):
            mask, affine = self._channels(data[key])
            name = str(key) if self.name_key is None else str(data[self.name_key])
            if len(mask) == 1:
                case = Case(Voxels(mask[0], affine), image, self.labels or None, name)
            else:
                masks = {structure: Voxels(mask[channel] != 0, affine) for channel, structure in self.labels.items()}
                case = Case(masks, image, name=name)
            result[f"{key}_{self.postfix}"] = self._warden.submit(case).result()
        return result

    def close(self) -> None:
        """Ends the worker."""
        if self._warden:
            self._warden.close()
            self._warden = None

    @staticmethod
    def _channels(tensor: Any) -> tuple[Sequence[Any], Any]:
        """The channels as arrays, and the affine where the tensor has one."""
        affine = np.asarray(tensor.affine) if isinstance(tensor, MetaTensor) else None
        array = tensor.detach().cpu().numpy() if hasattr(tensor, "detach") else np.asarray(tensor)
        return list(array), affine
