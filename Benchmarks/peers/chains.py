"""From a file to all numbers: what a careful Python script does with the quickest library for each step."""

import struct
from concurrent.futures import ThreadPoolExecutor

from peers.case import array_of, read_bytes, simpleitk
from peers.counting import components_with_sizes, shape_statistics
from peers.registry import peer
from peers.shape import inscribed_radii


def faces_touched(labels):
    """Per face of the volume, how many voxels of each label lie on it."""
    import numpy

    sides = [labels[0], labels[-1], labels[:, 0], labels[:, -1], labels[:, :, 0], labels[:, :, -1]]
    return [numpy.bincount(side.ravel()) for side in sides]


def light(case, perimeter):
    """Voxels, boxes, centroids, moments, components with sizes, contacts, and faces touched."""
    import cc3d
    import deflate

    inflated = deflate.gzip_decompress(read_bytes(case.path))
    labels, spacing = array_of(inflated), struct.unpack_from("<3f", inflated, 80)
    library = simpleitk(case.threads)
    image = library.GetImageFromArray(labels.T)
    image.SetSpacing([float(step) for step in spacing])
    statistics = shape_statistics(library, image, perimeter)
    del image
    components = components_with_sizes(labels)
    contacts = cc3d.contacts(labels, connectivity=6, surface_area=True, anisotropy=spacing)
    return labels, spacing, (statistics, components, contacts, faces_touched(labels))


@peer("light chain of the quickest libraries")
def light_chain(case):
    return lambda: light(case, perimeter=False)[2]


@peer("full chain of the quickest libraries")
def full_chain(case):
    import edt  # noqa: F401, so that the clock does not see the imports
    import fill_voids
    import numpy
    from skimage.measure import euler_number

    def run():
        labels, spacing, answers = light(case, perimeter=True)
        boxes = {
            label: tuple(slice(found.box[axis], found.box[axis] + found.box[axis + 3]) for axis in range(3))
            for label, found in answers[0].items()
        }
        radii = inscribed_radii(labels, boxes, spacing, case.threads)

        def topology(label):
            mask = numpy.asfortranarray(labels[boxes[label]] == label)
            euler = euler_number(mask, connectivity=3)
            return euler, fill_voids.fill(mask, in_place=True, return_fill_count=True)[1]

        if case.threads == 1:
            return answers, radii, [topology(label) for label in boxes]
        with ThreadPoolExecutor(case.threads) as pool:
            return answers, radii, list(pool.map(topology, boxes))

    return run
