"""What the peers find in a file, in the same form as our side's answers:
python -m peers.answers FILE [--light | --segments | --series]

With --light only what is quick on a noisy file as well: no moments, surfaces, Euler numbers, cavities or inscribed
radii. With --segments or --series what highdicom finds in a segmentation object, SimpleITK in an image series.
"""

import json
import sys

import cc3d
import numpy

from peers.case import Case, simpleitk
from peers.chains import faces_touched
from peers.counting import components_with_sizes, shape_statistics
from peers.dicom import label_map, series
from peers.shape import inscribed_radii


def of_structures(labels):
    """Voxels, box and centroid by cc3d's statistics, the faces touched by numpy."""
    found = cc3d.statistics(labels, no_slice_conversion=True)
    faces = faces_touched(labels)
    structures = {}
    for label in numpy.flatnonzero(found["voxel_counts"]).tolist():
        if label == 0:
            continue
        box = found["bounding_boxes"][label]
        structures[label] = {
            "voxels": int(found["voxel_counts"][label]),
            "box": [int(box[2 * axis + end]) for end in (0, 1) for axis in range(3)],
            "centroid": [float(x) for x in found["centroids"][label]],
            "faces touched": [int(face[label]) if label < len(face) else 0 for face in faces],
        }
    return structures


def add_components(case, structures):
    sizes, label_of = components_with_sizes(case.labels)
    of_label = {label: [] for label in structures}
    for component, label in label_of.items():
        if label in of_label:
            of_label[label].append(int(sizes[component]))
    for label, pieces in of_label.items():
        structures[label]["components"] = len(pieces)
        structures[label]["largest component"] = max(pieces)
        structures[label]["squares of the components' sizes"] = sum(size * size for size in pieces)


def add_shape(case, structures):
    import fill_voids
    import SimpleITK
    from skimage.measure import euler_number, marching_cubes, mesh_surface_area

    statistics = shape_statistics(SimpleITK, case.image, perimeter=True)
    radii = inscribed_radii(case.labels, case.boxes, case.spacing, threads=1)
    for label, box in case.boxes.items():
        mask = numpy.asfortranarray(case.labels[box] == label)
        padded = numpy.pad(mask, 1)
        vertices, triangles, _, _ = marching_cubes(padded.astype(numpy.float32), 0.5, spacing=case.spacing)
        structures[label]["inscribed radius"] = radii[label]
        structures[label]["principal moments"] = statistics[label].moments
        structures[label]["Crofton surface"] = statistics[label].surface
        structures[label]["marching-cubes surface"] = float(mesh_surface_area(vertices, triangles))
        structures[label]["Euler number"] = int(euler_number(padded, connectivity=3))
        structures[label]["cavity voxels"] = int(fill_voids.fill(mask, return_fill_count=True)[1])


def contacts(case):
    """The faces perpendicular to each axis, per pair: cc3d's areas when faces of the other axes count nothing."""
    pairs = {}
    for axis in range(3):
        # An area is the product of the other two steps; tiny steps leave those of one axis.
        steps = tuple(2.0**-20 if other == axis else 1.0 for other in range(3))
        for pair, area in cc3d.contacts(case.labels, connectivity=6, surface_area=True, anisotropy=steps).items():
            if min(pair) > 0:
                name = "-".join(str(int(label)) for label in sorted(pair))
                pairs.setdefault(name, [0, 0, 0])[axis] = round(area)
    return {name: faces for name, faces in pairs.items() if any(faces)}


def of_series(folder):
    """The size, and for each slice the sum of its intensities and that of their products with their places."""
    library = simpleitk(threads=1)
    image = series(library, folder)
    slices = library.GetArrayViewFromImage(image).astype(numpy.int64).reshape(image.GetDepth(), -1)
    moments = slices @ numpy.arange(slices.shape[1])
    return {"size": list(image.GetSize()), "intensities": numpy.stack([slices.sum(1), moments], 1).tolist()}


def main():
    if "--segments" in sys.argv:
        # The array is one of slices; the first axis of ours is the row's.
        print(json.dumps({"structures": of_structures(label_map(sys.argv[1]).T), "contacts": {}}))
        return
    if "--series" in sys.argv:
        print(json.dumps({"structures": {"image": of_series(sys.argv[1])}, "contacts": {}}))
        return
    case = Case(sys.argv[1], threads=1)
    structures = of_structures(case.labels)
    add_components(case, structures)
    if "--light" not in sys.argv:
        add_shape(case, structures)
    print(json.dumps({"structures": structures, "contacts": contacts(case)}))


if __name__ == "__main__":
    main()
