import Files
import Foundation
import TestSupport
import Testing

/// Files that are written for their owner alone, whole or line by line.
@Suite struct `Written files` {
  private static func permissions(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `a private file takes the place of an older one, and nobody else may read it`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("old", to: "a")
    try PrivateFile.put(Array("new".utf8), at: path)
    #expect(try scratch.text("a") == "new")
    #expect(try Self.permissions(path) == 0o600)
    #expect(try scratch.names() == ["a"])
    let error = #expect(throws: FileError.self) { try PrivateFile.put([1], at: scratch.file("none/a")) }
    #expect(error?.message.contains(scratch.path) == false)
  }

  @Test func `lines are added behind the last whole one, by one program at a time`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("one\ntwo\ntorn", to: "a")
    do {
      let file = try LineFile(path)
      try file.add("three")
      let busy = #expect(throws: FileError.self) { try LineFile(path) }
      #expect(busy?.code == .busy)
    }
    #expect(try scratch.text("a") == "one\ntwo\nthree\n")
    try LineFile(path).add("four")
    #expect(try scratch.text("a") == "one\ntwo\nthree\nfour\n")
    #expect(try LineFile(scratch.write(String(repeating: "x", count: 10_000), to: "b")).add("y") == ())
    #expect(try scratch.text("b") == "y\n")
    try LineFile(scratch.file("c")).add("first")
    #expect(try Self.permissions(scratch.file("c")) == 0o600)
  }

  @Test(arguments: ["a.jsonl", "a.jsonl.zst"])
  func `a file of lines appears when it is whole, and reads as it was written`(name: String) throws {
    let scratch = try Scratch()
    let path = scratch.file(name)
    let lines = (0..<5000).map { "{\"number\":\($0),\"text\":\"ä\"}" }
    #expect(try WholeFile.lines(of: path) == nil)
    let file = try WholeFile(path)
    for line in lines { try file.add(line) }
    #expect(try WholeFile.lines(of: path) == nil)
    try file.finish()
    #expect(try WholeFile.lines(of: path) == lines)
    #expect(try scratch.names() == [name])
    #expect(try Self.permissions(path) == 0o600)
    // What came to no end leaves nothing, and what was there stays.
    do {
      let other = try WholeFile(path)
      try other.add("x")
    }
    #expect(try WholeFile.lines(of: path)?.count == lines.count)
    #expect(try scratch.names() == [name])
  }

  @Test func `a compressed file that was cut or changed is no file of lines`() throws {
    let scratch = try Scratch()
    let file = try WholeFile(scratch.file("a.zst"))
    for number in 0..<200 { try file.add("line \(number) \(number &* 2_654_435_761 % 9973)") }
    try file.finish()
    let bytes = try scratch.bytes("a.zst")
    for count in stride(from: 1, to: bytes.count, by: 7) {
      try scratch.write(Array(bytes.prefix(count)), to: "b.zst")
      #expect(throws: FileError.self) { try WholeFile.lines(of: scratch.file("b.zst")) }
    }
    for place in stride(from: 0, to: bytes.count, by: 11) {
      var changed = bytes
      changed[place] ^= 0x10
      try scratch.write(changed, to: "c.zst")
      let lines = try? WholeFile.lines(of: scratch.file("c.zst"))
      // A bit of the header that means nothing here may change.
      #expect(lines == nil || lines == (try? WholeFile.lines(of: scratch.file("a.zst"))))
    }
  }
}
