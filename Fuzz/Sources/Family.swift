/// A family of inputs from strangers, with what reads it.
struct Family: Sendable {
  let name: String
  /// Small sound inputs, from which changes start.
  let seeds: @Sendable () throws -> [[UInt8]]
  /// Whether an input is read without an error, as every seed is.
  let isSound: @Sendable ([UInt8]) -> Bool
  /// Reads an input. Whatever it is, reading ends, with a value that holds what it promises or an error that says why;
  /// all else ends the process.
  let run: @Sendable ([UInt8]) -> Void

  static let all: [Family] = [
    .nifti, .nrrd, .dicom, .metaImage, .mgh, .pictures, .tables, .manifests, .policies, .documents,
  ]

  static func named(_ name: String) -> Family? { all.first { $0.name == name } }

  /// The one that the command line names.
  static let chosen = named(CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "") ?? all[0]
}
