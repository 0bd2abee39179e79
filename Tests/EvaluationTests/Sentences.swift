import Volume

private let cube = Box(10..<20, 10..<20, 5..<15)
private let far = Box(30..<32, 30..<32, 10..<12)

/// Whole sentences, judged as a reader would.
let sentences: [(yaml: String, export: Export, message: String)] = [
  (
    "label: liver, continuity: {area_jump: '<= 40 %'}", Export(["liver": [cube]]),
    "The area of liver is the same in all its slices."
  ),
  (
    "label: liver, volume: 1..2 mL", Export(["liver": [Box(10..<20, 10..<20, 0..<1)]], on: Export.picture),
    "The volume of liver cannot be judged: a volume needs three dimensions, and the export has two."
  ),
  (
    "position: liver is superior-to spleen",
    Export(["liver": [Box(10..<20, 10..<20, 2..<8)], "spleen": [Box(10..<20, 10..<20, 12..<18)]]),
    "The centre of liver (R 29, A 29, S 9) lies 20 mm inferior to that of spleen (R 29, A 29, S 29)."
  ),
  (
    "position: liver is left-of spleen", Export(["liver": [cube], "spleen": [far]], on: Export.unplaced),
    "How liver lies to spleen cannot be judged: the file does not say how it lies in the patient, so its directions are unknown."
  ),
  (
    "adjacency: {between: [liver, spleen], gap: 0..5 mm}",
    Export(["liver": [cube], "spleen": [far]], on: Export.unmeasured),
    "The distance between liver and spleen cannot be judged: the file gives no spacing, so millimetres are unknown."
  ),
  (
    "label: liver, connectivity: {components: 1}", Export(["liver": [cube, far]]),
    "liver lies in 2 pieces (26 neighbours): beside the largest (8 mL) there is 0.064 mL at (R 61, A 61, S 21)."
  ),
  (
    "adjacency: {between: [liver, spleen], area: '>= 1 mm²'}", Export(["liver": [cube], "spleen": [far]]),
    "liver and spleen do not touch."
  ),
  // A transform of damaged numbers stops nothing.
  (
    "label: liver, connectivity: {components: 1}",
    Export(
      ["liver": [Box(0..<1, 0..<1, 0..<1), Box(9..<10, 0..<1, 0..<1)]],
      on: Grid(size: VoxelIndex(10, 2, 2), affine: Affine(spacing: SIMD3(1e20, 1, 1)))),
    "liver lies in 2 pieces (26 neighbours): beside the largest (1e+17 mL) there is 1e+17 mL at (R 9e+20, A 0, S 0)."
  ),
  (
    "position: kidney_left is left-of midline",
    Export([
      "kidney_left": [Box(5..<10, 10..<20, 5..<15)], "kidney_right": [Box(25..<30, 10..<20, 5..<15)],
      "vertebrae": [Box(16..<19, 10..<20, 5..<15)],
    ]),
    "The centre of kidney_left (R 14, A 29, S 19) lies 20 mm to the left of the mid-sagittal plane, found from 1 left/right pair and 1 midline structure."
  ),
  (
    "position: liver is between spleen and stomach",
    Export([
      "liver": [Box(36..<40, 10..<20, 5..<15)], "spleen": [Box(0..<10, 10..<20, 5..<15)],
      "stomach": [Box(20..<30, 10..<20, 5..<15)],
    ]),
    "The centre of liver does not lie between those of spleen and stomach, but 26 mm beyond that of stomach, 0 mm aside from the line that joins them."
  ),
  (
    "adjacency: {between: [liver, spleen], frontier: forbidden}",
    Export(["liver": [cube], "spleen": [Box(20..<30, 10..<20, 5..<15)]]),
    "liver and spleen touch in 100 voxel faces (400 mm²), and must not touch."
  ),
  (
    "holes: {between: [liver, spleen], count: 0}",
    Export([
      Piece(name: "liver", value: 1, boxes: [cube], without: [Box(12..<18, 12..<18, 7..<13)]),
      Piece(name: "spleen", value: 2, boxes: [Box(12..<18, 12..<18, 7..<11)]),
    ]), "liver and spleen enclose 1 hole between them: 0.576 mL at (R 29, A 29, S 23)."
  ),
  (
    "label: liver, cooccurrence: {with: spleen, share: '>= 97 %'}",
    Export(["liver": [Box(10..<20, 10..<20, 5..<13)], "spleen": [Box(25..<30, 10..<20, 5..<15)]]),
    "liver occurs in 8 of the 10 slices that hold spleen; it is missing in k 13–14."
  ),
  (
    "sequence: {labels: [liver, spleen, stomach], missing: 5}", Export(["liver": [cube]]),
    "The sequence liver to stomach cannot be judged: spleen is not in the export; stomach is not in the export."
  ),
]
