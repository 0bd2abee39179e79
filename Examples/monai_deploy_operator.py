"""An operator of MONAI Deploy that lets a segmentation go on only where the policy accepts it.

Not run by the tests: the SDK is too heavy for them. Written against its version 3 (`setup`, `compute`).
"""

from monai.deploy.core import Fragment, Operator, OperatorSpec

import segwarden


class SegmentationGate(Operator):
    """Takes `seg_image` and `image` (in-memory images of the SDK) and emits the mask and its record."""

    def __init__(self, fragment: Fragment, *args, policy: str, labels: dict[int, str], **kwargs) -> None:
        """Begins the worker once, for all cases of the application."""
        self.warden = segwarden.Warden(policy, jobs=1)
        self.labels = labels
        super().__init__(fragment, *args, **kwargs)

    def setup(self, spec: OperatorSpec) -> None:
        """Names what goes in and out."""
        spec.input("seg_image")
        spec.input("image")
        spec.output("accepted_image")
        spec.output("record")

    def compute(self, op_input, op_output, context) -> None:
        """Checks one case. An image of the SDK is indexed [k, j, i], with the affine among its metadata."""
        mask, image = op_input.receive("seg_image"), op_input.receive("image")
        affine = mask.metadata()["nifti_affine_transform"]
        result = self.warden.check(
            segwarden.Voxels(mask.asnumpy().transpose(), affine),
            segwarden.Voxels(image.asnumpy().transpose(), affine),
            labels=self.labels,
        )
        op_output.emit(result, "record")
        op_output.emit(mask if result.decision == "accept" else None, "accepted_image")
