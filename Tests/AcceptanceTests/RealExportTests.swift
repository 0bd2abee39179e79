import Formats
import Foundation
import TestSupport
import Testing
import Volume

/// Real exports, and faults made in them. They lie beside the project on some machines and are skipped elsewhere.
@Suite(.enabled(if: Shared.isThere, "the folder of real data is not beside the project"))
struct RealExportTests {
  private let ct = Shared.data("totalsegmentator/example_ct_sm.nii.gz")
  private let labelMap = Shared.data("totalsegmentator/example_seg_fast.nii.gz")

  private func record(
    _ export: String, policy: String = "ct-totalsegmentator", image: String? = nil
  ) throws -> (status: Int32, record: [String: Any]) {
    let run = try Program.run(
      ["check", export, "--policy", policy, "--format", "json"] + (image.map { ["--image", $0] } ?? []))
    return (run.status, try #require(try run.json() as? [String: Any]))
  }

  private func reasons(_ record: [String: Any]) -> [[String: Any]] { record["reasons"] as? [[String: Any]] ?? [] }
  private func findings(_ record: [String: Any]) -> [[String: Any]] { record["findings"] as? [[String: Any]] ?? [] }

  @Test func `a label map and one file per organ give the same findings`() throws {
    let map = try record(labelMap, image: ct)
    let folder = try record(Shared.data("totalsegmentator/example_seg_fast"), image: ct)
    #expect(map.status == folder.status)
    // A label map was asked for what the policy requires, a folder for its files: what is absent differs, what is
    // judged does not.
    func judged(_ record: [String: Any]) -> NSArray {
      findings(record).filter {
        ["pass", "warn", "fail"].contains($0["outcome"] as? String ?? "")
          && !["coverage", "presence"].contains($0["kind"] as? String ?? "")
      } as NSArray
    }
    #expect(judged(map.record).count > 200)
    #expect(judged(map.record) == judged(folder.record))
  }

  @Test func `one organ's file is judged as what its name says, not as the label map's number`() throws {
    let (status, record) = try record(Shared.data("totalsegmentator/example_seg_fast/liver.nii.gz"), image: ct)
    let measures = try #require(record["measures"] as? [[String: Any]])
    let present = measures.filter { $0["state"] as? String == "present" }.compactMap { $0["label"] as? String }
    #expect(present == ["liver"])
    #expect(status != 65)
  }

  @Test func `organs out of view are not called missing`() throws {
    let (_, record) = try record(Shared.data("totalsegmentator/example_seg_fast"), image: ct)
    for organ in ["urinary_bladder", "heart", "brain", "hip_left"] {
      let own = findings(record).filter { $0["kind"] as? String == "presence" && $0["labels"] as? [String] == [organ] }
      #expect(own.allSatisfy { $0["outcome"] as? String != "fail" }, "\(organ)")
      #expect(!reasons(record).contains { $0["label"] as? String == organ }, "\(organ)")
    }
    let measures = try #require(record["measures"] as? [[String: Any]])
    let states = Dictionary(
      measures.compactMap { m in (m["label"] as? String).map { ($0, m["state"] as? String) } },
      uniquingKeysWith: { a, _ in a })
    #expect(states["brain"] == "empty" && states["liver"] == "present")
  }

  @Test func `the organ on another grid and the scan among the masks are named`() throws {
    let run = try record(Shared.data("totalsegmentator/pulmonary_report/models"))
    #expect(run.status == 1)
    let file = findings(run.record).filter { $0["kind"] as? String == "file" }
    let heart = try #require(
      file.first { $0["code"] as? String == "file.same_grid_different" && $0["labels"] as? [String] == ["heart"] })
    #expect(heart["outcome"] as? String == "fail")
    #expect((heart["message"] as? String)?.contains("233 × 167 × 191") == true)
    #expect(
      reasons(run.record).contains { $0["fault"] as? String == "wrong-grid" && $0["label"] as? String == "heart" })
    let scan = try #require(file.first { $0["code"] as? String == "file.content_unexpected" })
    #expect((scan["message"] as? String)?.contains("ct_cropped") == true)
  }

  private static func lungs(left: String, right: String) -> String {
    """
    segwarden: 1
    policy: lungs
    version: 1.0.0
    title: Lungs by their codes
    labels:
      lung_left: {aliases: [\(left)]}
      lung_right: {aliases: [\(right)]}
    groups: {lungs: [lung_left, lung_right]}
    expectations:
      - {id: present, each: lungs, presence: required}
      - {id: size, each: lungs, volume: "> 1 mL"}
    """
  }

  /// Slicer's segments are called `left lung` and `right lung`, and are Lung (39607008) with Left (7771000) and Right
  /// (24028007).
  @Test func `Slicer's segments are found by their codes`() throws {
    let scratch = try Scratch()
    let policy = try scratch.write(
      Self.lungs(left: "'SCT:39607008+7771000'", right: "'sct:39607008 + 24028007'"), to: "lungs.yaml")
    let (status, record) = try record(Shared.data("slicerio/Segmentation.seg.nrrd"), policy: policy)
    let measures = try #require(record["measures"] as? [[String: Any]])
    // The counts of numpy for the values 6 and 5.
    #expect(measures.map { $0["voxels"] as? Int } == [33700, 34450])
    #expect(status == 0)
  }

  @Test func `a segment whose name and code disagree is rejected, and neither is trusted`() throws {
    let scratch = try Scratch()
    let policy = try scratch.write(
      Self.lungs(left: "right lung", right: "'SCT:39607008+24028007'"), to: "lungs.yaml")
    let (status, record) = try record(Shared.data("slicerio/Segmentation.seg.nrrd"), policy: policy)
    #expect(status == 1)
    let file = findings(record).filter { $0["kind"] as? String == "file" && $0["outcome"] as? String == "fail" }
    #expect(file.count == 1)
    let message = file.first?["message"] as? String ?? ""
    #expect(message.contains("right lung") && message.contains("lung_left and lung_right"), "\(message)")
    let measures = try #require(record["measures"] as? [[String: Any]])
    #expect(measures.allSatisfy { $0["state"] as? String == "not-in-export" })
  }

  @Test func `a rendered picture in NIfTI is no mask`() throws {
    let path = Shared.data("totalsegmentator/spine_report/example_ct_report/spine_report.nii.gz")
    let run = try Program.run("check", path, "--policy", "ct-totalsegmentator")
    #expect(run.status == 65)
    #expect(run.errors.contains("RGB colours") && run.errors.contains("not a label mask"))
  }

  @Test func `a mask on another grid than its image is rejected`() throws {
    let run = try record(Shared.data("totalsegmentator/example_seg_fast_force_split.nii.gz"), image: ct)
    #expect(run.status == 1)
    #expect(reasons(run.record).first?["fault"] as? String == "wrong-grid")
  }

  @Test func `a spine numbered one level off is rejected for that, and its reference accepted`() throws {
    let policy = resource("Policies/spine-instances.yaml")
    #expect(try record(Shared.data("panoptica-spine/unmatched_instance/ref.nii.gz"), policy: policy).status == 0)
    let shifted = try record(Shared.data("panoptica-spine/unmatched_instance/pred.nii.gz"), policy: policy)
    #expect(shifted.status == 1)
    let first = try #require(reasons(shifted.record).first)
    #expect(first["fault"] as? String == "level-shifted")
    #expect((first["text"] as? String)?.contains("27") == true)
    #expect(first["location"] != nil)
  }

  @Test(
    arguments: ["example_seg.nii.gz", "example_seg_fast_force_split.nii.gz"], ["ct-totalsegmentator", "ct-kidneys"])
  func `kidneys with exchanged names are rejected as such`(file: String, policy: String) throws {
    let scratch = try Scratch()
    let export = try altered(file, in: scratch) { structure in
      let value = structure.value == 2 ? 3 : structure.value == 3 ? 2 : structure.value
      return Structure(value: value, name: nil, runs: structure.runs)
    }
    let run = try record(export, policy: policy)
    #expect(run.status == 1)
    let first = try #require(reasons(run.record).first)
    #expect(first["fault"] as? String == "sides-swapped")
    let labels = [first["label"] as? String ?? ""] + (first["other_labels"] as? [String] ?? [])
    #expect(Set(labels) == ["kidney_left", "kidney_right"])
  }

  /// The liver (label 5) loses what lies on one side of its middle, along each index axis.
  @Test(arguments: ["example_seg.nii.gz", "example_seg_fast_force_split.nii.gz"], [0, 1, 2])
  func `half a liver goes to review as truncated, at the cut`(file: String, axis: Int) throws {
    let scratch = try Scratch()
    let height = try FormatRegistry.readHeader(path: Shared.data("totalsegmentator/\(file)")).grid.size.j
    var cut = 0
    let export = try altered(file, in: scratch) { structure in
      guard structure.value == 5 else { return structure }
      let voxels = structure.runs.all.flatMap { run in
        (run.start..<run.end).map { VoxelIndex(Int($0), Int(run.row) % height, Int(run.row) / height) }
      }
      cut = voxels.map { $0[axis] }.sorted()[voxels.count / 2]
      let kept = voxels.filter { $0[axis] < cut }.map {
        Run(row: Int32($0.j + $0.k * height), start: Int32($0.i), end: Int32($0.i + 1))
      }
      return Structure(value: 5, name: nil, runs: Runs(merging: kept))
    }
    let run = try record(export)
    #expect(run.status == 2)
    let reason = try #require(reasons(run.record).first { $0["label"] as? String == "liver" })
    #expect(reason["fault"] as? String == "truncated")
    let box = try #require((reason["location"] as? [String: Any])?["voxel"] as? [[Int]])
    #expect(box[0][axis] == cut - 1 && box[1][axis] == cut - 1)
  }

  /// Kidneys that moved by some voxels of 3 mm in their own CT, along each index axis.
  @Test(arguments: [0, 1, 2], [-7, 7])
  func `kidneys that lie beside themselves on the CT go to review`(axis: Int, step: Int) throws {
    let scratch = try Scratch()
    let size = try FormatRegistry.readHeader(path: Shared.data("totalsegmentator/example_ct.nii.gz")).grid.size
    let export = try altered("example_seg_fast_force_split.nii.gz", in: scratch) { structure in
      let runs = structure.runs.all.compactMap { run -> Run? in
        var first = VoxelIndex(Int(run.start), Int(run.row) % size.j, Int(run.row) / size.j)
        first[axis] += step
        let last = VoxelIndex(first.i + run.count - 1, first.j, first.k)
        guard (0..<3).allSatisfy({ first[$0] >= 0 && last[$0] < size[$0] }) else { return nil }
        return Run(row: Int32(first.j + first.k * size.j), start: Int32(first.i), end: Int32(last.i + 1))
      }
      return Structure(value: structure.value, name: nil, runs: Runs(merging: runs))
    }
    let run = try record(
      export, policy: "ct-kidneys", image: Shared.data("totalsegmentator/example_ct.nii.gz"))
    #expect(run.status == 2)
    for label in ["kidney_left", "kidney_right"] {
      #expect(
        findings(run.record).contains {
          ["intensity", "boundary"].contains($0["kind"] as? String) && $0["outcome"] as? String == "fail"
            && $0["labels"] as? [String] == [label]
        })
    }
  }

  @Test(
    arguments: [
      ("example_seg.nii.gz", "example_ct_sm.nii.gz"), ("example_seg_fast.nii.gz", "example_ct_sm.nii.gz"),
      ("example_seg_fast_force_split.nii.gz", "example_ct.nii.gz"),
    ], ["ct-totalsegmentator", "ct-kidneys"])
  func `sound masks lie on what they claim`(files: (mask: String, image: String), policy: String) throws {
    let run = try record(
      Shared.data("totalsegmentator/\(files.mask)"), policy: policy,
      image: Shared.data("totalsegmentator/\(files.image)"))
    let ofTheImage = findings(run.record).filter {
      ["image", "intensity", "boundary"].contains($0["kind"] as? String)
    }
    #expect(ofTheImage.count { $0["outcome"] as? String == "pass" } >= 10)
    #expect(ofTheImage.allSatisfy { ["pass", "not_evaluable", "skipped"].contains($0["outcome"] as? String) })
  }

  @Test func `kidneys on an MR are not taken for kidneys on a CT`() throws {
    let run = try record(
      Shared.data("totalsegmentator/example_seg_mr.nii.gz"), policy: "ct-kidneys",
      image: Shared.data("totalsegmentator/example_mr_sm.nii.gz"))
    #expect(run.status == 2)
    let scale = findings(run.record).filter { $0["expectation"] as? String == "fat-and-air" }
    #expect(scale.map { $0["outcome"] as? String } == ["warn"])
  }

  /// A real export with some structures changed, written anew.
  private func altered(_ file: String, in scratch: Scratch, _ change: (Structure) -> Structure) throws -> String {
    let old = try FormatRegistry.readMask(path: Shared.data("totalsegmentator/\(file)")).segmentation
    let changed = old.structures.filter { !$0.runs.isEmpty }.map(change)
    let path = scratch.file("altered.nii.gz")
    try NIfTIWriter.write(Segmentation(grid: old.grid, structures: changed), to: path)
    return path
  }
}
