"""What is measured of each label's shape: surface, Euler number, cavities, inscribed radius."""

from peers.counting import shape_statistics
from peers.registry import peer


@peer("SimpleITK Crofton (surface alone; less the statistics without it)")
def simpleitk_surface(case):
    import SimpleITK

    image = case.image
    return (
        lambda: shape_statistics(SimpleITK, image, perimeter=True),
        lambda: shape_statistics(SimpleITK, image, perimeter=False),
    )


@peer("scikit-image marching cubes and Euler number in boxes")
def skimage_surface(case):
    import numpy
    from skimage.measure import euler_number, marching_cubes, mesh_surface_area

    labels, boxes, spacing = case.labels, case.boxes, case.spacing

    def run():
        found = {}
        for label, box in boxes.items():
            mask = numpy.pad(labels[box] == label, 1)
            vertices, triangles, _, _ = marching_cubes(mask.astype(numpy.float32), 0.5, spacing=spacing)
            found[label] = mesh_surface_area(vertices, triangles), euler_number(mask, connectivity=3)
        return found

    return run


@peer("fill_voids in boxes")
def fill_voids(case):
    import fill_voids as library
    import numpy

    labels, boxes = case.labels, case.boxes

    def run():
        return {
            label: library.fill(numpy.asfortranarray(labels[box] == label), in_place=True, return_fill_count=True)[1]
            for label, box in boxes.items()
        }

    return run


def inscribed_radii(labels, boxes, spacing, threads):
    """The largest distance to the outside, per label. Beyond the border of the volume is outside."""
    import edt

    squared = edt.edtsq(labels, anisotropy=spacing, black_border=True, parallel=threads)
    return {label: float(squared[box][labels[box] == label].max()) ** 0.5 for label, box in boxes.items()}


@peer("edt of all labels, and the maximum of each")
def edt_radii(case):
    import edt  # noqa: F401, so that the clock does not see the import

    labels, boxes, spacing = case.labels, case.boxes, case.spacing
    return lambda: inscribed_radii(labels, boxes, spacing, case.threads)


@peer("edt in boxes")
def edt_radii_in_boxes(case):
    import edt
    import numpy

    labels, boxes, spacing = case.labels, case.boxes, case.spacing

    def run():
        return {
            label: edt.edtsq(
                numpy.asfortranarray(labels[box] == label), anisotropy=spacing, black_border=True, parallel=case.threads
            ).max()
            ** 0.5
            for label, box in boxes.items()
        }

    return run
