internal import Formats
internal import FoundationEssentials
internal import Geometry
internal import JSON
internal import Mutations
internal import Volume

/// Writes mutated exports in the form that the source has, each with a sidecar that says what was done.
struct MutatedExportWriter {
  /// How an export lies on disk.
  enum Form: Hashable {
    case nifti, png
    /// One file per structure, each of that form.
    indirect case folder(Form)

    /// The form of an export. NRRD becomes NIfTI, JPEG becomes PNG.
    init(of segmentation: Segmentation, path: String) {
      var isFolder: Bool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      let isPicture = segmentation.grid.dimensions == 2 && segmentation.axes == 2 && segmentation.grid.spacing == nil
      // Colours are values beyond what a grey picture holds.
      let fits = isFolder || segmentation.structures.allSatisfy { $0.value < 256 }
      let file: Form = isPicture && fits ? .png : .nifti
      self = isFolder ? .folder(file) : file
    }

    var ending: String {
      switch self {
      case .nifti: ".nii.gz"
      case .png: ".png"
      case .folder: ""
      }
    }
  }

  private let folder: String
  private let stem: String
  private let form: Form

  /// Makes the folder where it is missing.
  init(folder: String, stem: String, form: Form) throws {
    self.folder = folder
    self.stem = Self.fileName(stem)
    self.form = form
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw ProgramError(.inputOutput, "\(folder): the folder cannot be made; check that its parent may be written to.")
    }
  }

  /// Writes one export as `STEM-NAME`, and its sidecar. Structures that overlap become a folder. Returns the file's or
  /// the folder's name.
  func write(
    _ mutated: Mutated, of old: Segmentation, spec: String, kind: String, as name: String
  ) throws -> String {
    let base = "\(stem)-\(name)"
    var form = form
    if mutated.segmentation.hasOverlaps, !form.isFolder { form = .folder(form) }
    let path = "\(folder)/\(base)\(form.ending)"
    do {
      switch form {
      case .folder(let file): try writeFolder(mutated.segmentation, file, to: path)
      default: try Self.write(mutated.segmentation, form, to: path)
      }
      if form == .png, let names = Self.labelTable(mutated.segmentation) {
        try write(names, to: "\(folder)/\(base).labels.txt")
      }
      try write(
        try mutated.sidecar(spec: spec, kind: kind, from: old).text(.indented) + "\n",
        to: "\(folder)/\(base).mutation.json")
    } catch let error as ProgramError {
      throw error
    } catch let error as WriteError {
      throw ProgramError(.inputOutput, "\(path): \(error.message)")
    } catch {
      throw ProgramError(.inputOutput, "\(path): cannot be written; check the folder's permissions and space.")
    }
    return base + (form.isFolder ? "/" : form.ending)
  }

  private static func write(_ segmentation: Segmentation, _ form: Form, to path: String) throws {
    if form == .png {
      try PNGMaskWriter.write(segmentation, to: path)
    } else {
      try NIfTIWriter.write(segmentation, to: path)
    }
  }

  private func writeFolder(_ segmentation: Segmentation, _ form: Form, to path: String) throws {
    let files = Self.fileNames(segmentation.structures).map { $0 + form.ending }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard Set(try FileManager.default.contentsOfDirectory(atPath: path)).isSubset(of: files) else {
      throw ProgramError(
        .inputOutput,
        "\(path): the folder holds other files, which would count as structures; remove it or name another place.")
    }
    for (structure, file) in zip(segmentation.structures, files) {
      let one = Segmentation(
        grid: segmentation.grid, structures: [Structure(value: 1, name: nil, runs: structure.runs)])
      try Self.write(one, form, to: "\(path)/\(file)")
    }
  }

  /// A name per structure, each once.
  private static func fileNames(_ structures: [Structure]) -> [String] {
    var taken: Set<String> = []
    return structures.map { structure in
      let name = fileName(structure.name ?? "label_\(structure.value)")
      return taken.insert(name).inserted ? name : "\(name)_\(structure.value)"
    }
  }

  /// A value and a name on each line, for formats that hold no names.
  private static func labelTable(_ segmentation: Segmentation) -> String? {
    let lines = segmentation.structures.compactMap { structure in structure.name.map { "\(structure.value) \($0)\n" } }
    return lines.isEmpty ? nil : lines.joined()
  }

  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
  }

  /// What a file may be called everywhere.
  static func fileName(_ name: String) -> String {
    String(name.map { $0.isLetter || $0.isNumber || "-+_.".contains($0) ? $0 : "_" })
  }
}

extension MutatedExportWriter.Form {
  fileprivate var isFolder: Bool { if case .folder = self { true } else { false } }
}
