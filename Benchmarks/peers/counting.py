"""What is counted per label: voxels and their places, components, contacts."""

from typing import NamedTuple

from peers.registry import peer


class ShapeStatistics(NamedTuple):
    voxels: int
    # First voxel and size.
    box: tuple
    centroid: tuple
    moments: tuple
    surface: float | None


def shape_statistics(simpleitk, image, perimeter):
    """The statistics of each label; the surface, by Crofton's formula, only where asked for."""
    shape = simpleitk.LabelShapeStatisticsImageFilter()
    shape.SetComputePerimeter(perimeter)
    shape.SetComputeFeretDiameter(False)
    shape.SetComputeOrientedBoundingBox(False)
    shape.Execute(image)
    return {
        label: ShapeStatistics(
            voxels=shape.GetNumberOfPixels(label),
            box=shape.GetBoundingBox(label),
            centroid=shape.GetCentroid(label),
            moments=shape.GetPrincipalMoments(label),
            surface=shape.GetPerimeter(label) if perimeter else None,
        )
        for label in shape.GetLabels()
    }


@peer("SimpleITK label shape statistics")
def simpleitk_statistics(case):
    import SimpleITK

    image = case.image
    return lambda: shape_statistics(SimpleITK, image, perimeter=False)


@peer("cc3d statistics")
def cc3d_statistics(case):
    import cc3d

    labels = case.labels
    return lambda: cc3d.statistics(labels, no_slice_conversion=True)


@peer("numpy bincount (counts alone)")
def numpy_bincount(case):
    import numpy

    labels = case.labels
    return lambda: numpy.bincount(labels.ravel(order="K"))


def components_with_sizes(labels):
    """The 26-connected components of all labels: their sizes, and the label of each."""
    import cc3d
    import fastremap

    components = cc3d.connected_components(labels, connectivity=26)
    sizes = cc3d.statistics(components, no_slice_conversion=True)["voxel_counts"]
    return sizes, fastremap.component_map(components, labels)


@peer("cc3d components, statistics and component map")
def cc3d_components(case):
    labels = case.labels
    components_with_sizes(labels[:8, :8, :8])
    return lambda: components_with_sizes(labels)


@peer("SimpleITK connected components in boxes")
def simpleitk_components(case):
    import numpy
    import SimpleITK

    from peers.case import simpleitk

    simpleitk(case.threads)
    labels, boxes = case.labels, case.boxes

    def run():
        sizes = {}
        for label, box in boxes.items():
            mask = SimpleITK.GetImageFromArray((labels[box].T == label).astype(numpy.uint8))
            # Kept by name: the view below does not keep the image alive.
            components = SimpleITK.ConnectedComponent(mask, True)
            sizes[label] = numpy.bincount(SimpleITK.GetArrayViewFromImage(components).ravel())
        return sizes

    return run


@peer("cc3d contacts")
def cc3d_contacts(case):
    import cc3d

    labels, spacing = case.labels, case.spacing
    return lambda: cc3d.contacts(labels, connectivity=6, surface_area=True, anisotropy=spacing)
