import Foundation
import TestSupport
import Testing

/// `segwarden shards`: a list in pieces is the same list.
@Suite struct ShardsTests {
  /// Chest pictures, two of one name in different folders, and a row that cannot be used.
  private func manifest(in scratch: Scratch) throws -> String {
    for (recipe, name) in [("chest-sound", "a/one.png"), ("chest-lung-missing", "b/one.png")] {
      #expect(try Program.run("phantom", recipe, "-o", scratch.place(for: name)).status == 0)
    }
    let rows = ["a/one.png", "b/one.png", "", "a/one.png", "none.png"]
    let table = "export,structures\n" + rows.map { "\($0),\($0.isEmpty ? "lung_left" : "")\n" }.joined()
    try table.write(toFile: scratch.file("cases.csv"), atomically: true, encoding: .utf8)
    return scratch.file("cases.csv")
  }

  /// What was decided of each case, by its name.
  private func decisions(_ lines: String) throws -> [String] {
    try lines.split(separator: "\n").map { line in
      let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let code = (record["error"] as? [String: Any])?["code"] as? String
      return "\(record["case"] ?? "") \(record["decision"] as? String ?? code ?? "")"
    }
  }

  @Test(arguments: [1, 2, 3, 100]) func `cases of all tables are those of the list, in its order`(size: Int) throws {
    let scratch = try Scratch()
    let list = try manifest(in: scratch)
    let check = ["--policy", "cxr-lungs", "--format", "jsonl", "--no-store", "--quiet"]
    let whole = try decisions(Program.run(["check", "--manifest", list] + check).output)
    let folder = scratch.file("shards")
    let made = try Program.run("shards", list, "--size", "\(size)", "-o", folder)
    #expect(made.status == 0)
    let tables = made.output.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    #expect(tables.count == (5 + size - 1) / size)
    #expect(tables.compactMap { Int($0[1]) }.reduce(0, +) == 5)
    #expect(tables.allSatisfy { $0.count == 3 && $0[2].count == 64 })
    var parts: [String] = []
    for table in tables {
      parts += try decisions(Program.run(["check", "--manifest", table[0]] + check, in: "/").output)
    }
    #expect(parts == whole)
  }

  @Test func `tables that say the same are left alone, and those of another list are refused`() throws {
    let scratch = try Scratch()
    let list = try manifest(in: scratch)
    let folder = scratch.file("shards")
    #expect(try Program.run("shards", list, "--size", "2", "-o", folder).status == 0)
    let first = scratch.file("shards/shard-000000.jsonl")
    func written() throws -> Date? {
      try FileManager.default.attributesOfItem(atPath: first)[.modificationDate] as? Date
    }
    let before = try written()
    #expect(try Program.run("shards", list, "--size", "2", "-o", folder).status == 0)
    #expect(try written() == before)
    let refused = try Program.run("shards", list, "--size", "4", "-o", folder)
    #expect(refused.status == 64)
    #expect(refused.errors.contains("shard-000002.jsonl is there already"))
    #expect(try written() == before)
  }

  @Test func `a table's digest follows its cases' files alone, and nobody looks who trusts names`() throws {
    let scratch = try Scratch()
    let list = try manifest(in: scratch)
    func digests(_ more: String...) throws -> [String] {
      try Program.run(["shards", list, "--size", "2", "-o", scratch.file("shards")] + more).output
        .split(separator: "\n").compactMap { $0.split(separator: "\t").last.map(String.init) }
    }
    let before = try digests()
    #expect(try digests() == before)
    // It stands in the third table, by itself.
    try scratch.write("now it is there", to: "none.png")
    let after = try digests()
    #expect(after[0] == before[0] && after[1] == before[1] && after[2] != before[2])
    #expect(try digests("--trust-names") == ["-", "-", "-"])
  }

  @Test func `addresses stay what they are, and paths become absolute`() throws {
    let scratch = try Scratch()
    let table = "export,image\ns3://bucket/a.nii.gz,a/ct.nii.gz\n"
    try table.write(toFile: scratch.file("cases.csv"), atomically: true, encoding: .utf8)
    let folder = try Program.run("shards", "cases.csv", "-o", "shards", in: scratch.file(""))
    #expect(folder.status == 0)
    let row = try JSONSerialization.jsonObject(with: Data(scratch.text("shards/shard-000000.jsonl").utf8))
    let fields = try #require(row as? [String: String])
    #expect(fields["export"] == "s3://bucket/a.nii.gz")
    let image = try #require(fields["image"])
    #expect(image.hasPrefix("/") && image.hasSuffix("/a/ct.nii.gz"))
  }

  @Test func `a size of nothing and a list that is not there are refused`() throws {
    let scratch = try Scratch()
    #expect(try Program.run("shards", scratch.file("x.csv"), "--size", "0", "-o", scratch.file("s")).status == 64)
    #expect(try Program.run("shards", scratch.file("x.csv"), "-o", scratch.file("s")).status == 66)
  }
}
