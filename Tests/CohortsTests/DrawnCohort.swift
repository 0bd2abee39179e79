import Application
import Diagnostics
import Formats
import Foundation
import JSON
import Learning
import Mutations
import Numerics
import Phantoms
import PolicyLanguage
import TestSupport
import Testing
import Volume

/// A folder of masks, each one body of a known volume.
struct DrawnCohort {
  /// A policy of one label, with comments wherever an author puts them.
  static let policy = """
    # A blob on a scan.
    segwarden: 1   # the language
    policy: blobs
    version: 1.0.0
    task: {modality: CT, dimensions: 3}

    context:
      sex: {values: [female, male, unknown], default: unknown}   # of the patient

    labels:
      blob: {value: 1}   # the only one

    expectations:
      # It must be there.
      - id: present
        label: blob
        presence: required   # always
        severity: reject

      # How large it is
      - id: size
        label: blob
        volume: {typical: 60..90 mL, possible: 20..200 mL}   # from the book
        when: complete   # a cut one is smaller
        source: {cite: "Some book, 1999", population: adults}

      - id: hard-limit   # nothing learned may change this
        label: blob
        volume: 5..1000 mL
        severity: reject
        source: {cite: "Physics"}

    decision:
      veto: [reject]   # the end

    """

  let scratch: Scratch
  private var random: SplitMix64

  init(seed: UInt64) throws {
    scratch = try Scratch()
    random = SplitMix64(seed: seed)
  }

  /// Normal, by Box and Muller.
  mutating func normal() -> Double {
    let (u, v) = (random.unit(), random.unit())
    return (-2 * Foundation.log(1 - u)).squareRoot() * Foundation.cos(2 * Double.pi * v)
  }

  /// Log-normal around a median in mL.
  mutating func volume(median: Double, sigma: Double) -> Double { median * Foundation.exp(sigma * normal()) }

  /// An ellipsoid of a volume in mL, a little longer than broad, on a grid of 4 mm.
  static func blob(_ volume: Double, at superior: Double = 0) throws -> Segmentation {
    let radius = Foundation.cbrt(volume * 1000 * 3 / (4 * Double.pi))
    let text = """
      segwarden: 1
      phantom: blob
      title: Blob
      grid: {size: [32, 32, 32], spacing: [4, 4, 4]}
      labels: {blob: 1}
      shapes:
        - {label: blob, ellipsoid: {centre: [R 0, A 0, S \(superior)], radii: [\(radius), \(radius / 1.1), \(radius * 1.1)]}}
      """
    var diagnostics = Diagnostics()
    let recipe = PhantomReader { _ in nil }.recipe(text: text, file: "blob", diagnostics: &diagnostics)
    return try #require(recipe, "\(diagnostics.sorted)").segmentation()
  }

  /// Writes a mask and returns its path.
  @discardableResult
  func write(_ segmentation: Segmentation, to name: String) throws -> String {
    let url = URL(filePath: scratch.file(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try NIfTIWriter.write(segmentation, to: url.path)
    return url.path
  }

  /// So many blobs around a median.
  mutating func draw(_ count: Int, median: Double = 70, sigma: Double = 0.25, into folder: String) throws {
    for number in 0..<count {
      try write(Self.blob(volume(median: median, sigma: sigma)), to: "\(folder)/case-\(number).nii.gz")
    }
  }

  /// What `policy fit` is asked, with the policy in a file of its own.
  func options(_ accepted: String, rejected: String? = nil, policy: String = Self.policy) throws -> PolicyFitRun.Options
  {
    try scratch.write(policy, to: "blobs.yaml")
    var options = PolicyFitRun.Options(
      policy: scratch.file("blobs.yaml"), accepted: scratch.file(accepted), rejected: rejected.map { scratch.file($0) })
    options.date = "2026-11-25"
    options.jobs = 2
    // Cards for whole cases have tests of their own.
    options.card = .labels
    return options
  }

  func report(_ options: PolicyFitRun.Options) async throws -> JSONValue {
    var options = options
    options.format = .json
    return try JSONValue(parsing: try await PolicyFitRun(options).rendered())
  }

  /// Puts a patch to use as a person would, with the program `patch`, and returns the policy's new text.
  func applied(_ patch: String) throws -> String {
    try scratch.write(patch, to: "learned.patch")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["patch", "-p1", "--fuzz=0", "-i", "learned.patch"]
    process.currentDirectoryURL = URL(filePath: scratch.path)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try String(contentsOfFile: scratch.file("blobs.yaml"), encoding: .utf8)
  }
}

extension JSONValue {
  /// The learned limits of an expectation.
  func limits(_ id: String) -> JSONValue? {
    self["limits"]?.array?.first { $0["expectation"]?.string == id }
  }

  /// An interval of a learned end: `low` or `high`.
  func interval(_ end: String) -> ClosedRange<Double>? {
    guard let ends = self[end]?["interval"]?.array?.compactMap(\.number), ends.count == 2 else { return nil }
    return ends[0]...ends[1]
  }
}

/// Every comment of a text, by a reading of its own: what follows a `#` at a line's start or after a blank, outside
/// quotes.
func comments(_ text: String) -> [String] {
  text.split(separator: "\n").compactMap { line in
    var (quoted, before) = (false, Character(" "))
    for at in line.indices {
      if line[at] == "\"" { quoted.toggle() }
      if line[at] == "#", !quoted, before == " " { return String(line[at...]) }
      before = line[at]
    }
    return nil
  }
}
