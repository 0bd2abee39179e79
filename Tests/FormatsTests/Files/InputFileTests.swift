import Digest
import Formats
import Foundation
import TestSupport
import Testing
import Volume

#if canImport(Glibc)
  import Glibc
#endif

/// What may be opened, and whose bytes a digest is of.
@Suite(.timeLimit(.minutes(10))) struct `Input files` {
  private static func refusal(_ path: String) -> ReadError? {
    #expect(throws: ReadError.self) { try ExportReader.read(path: path) }
  }

  @Test(arguments: ["pipe.nii", "pipe.nrrd", "pipe.png", "pipe.jpg", "pipe"])
  func `a named pipe is refused by name and does not wait`(name: String) throws {
    let folder = try Scratch()
    try #require(mkfifo(folder.file(name), 0o600) == 0)
    let error = Self.refusal(folder.file(name))
    #expect(error?.code == .unreadable)
    #expect(error?.message.contains("named pipe") == true)
    #expect(throws: ReadError.self) { try LabelTable.read(path: folder.file(name)) }
    #expect(throws: ReadError.self) { try FileText.bytes(folder.file(name)) }
  }

  @Test func `a device behind a link is refused by name`() throws {
    let folder = try Scratch()
    try FileManager.default.createSymbolicLink(atPath: folder.file("endless.nii"), withDestinationPath: "/dev/zero")
    #expect(Self.refusal(folder.file("endless.nii"))?.message.contains("a device") == true)
  }

  @Test func `a socket is refused by name`() throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = "/tmp/segwarden-\(UUID().uuidString.prefix(8)).nii"
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
    defer { unlink(path) }
    #expect(Self.refusal(path)?.message.contains("a socket") == true)
  }

  @Test func `a folder in place of a file, links in a circle and nothing are told apart`() throws {
    let folder = try Scratch()
    try FileManager.default.createSymbolicLink(atPath: folder.file("a.nii"), withDestinationPath: folder.file("b.nii"))
    try FileManager.default.createSymbolicLink(atPath: folder.file("b.nii"), withDestinationPath: folder.file("a.nii"))
    let circle = #expect(throws: ReadError.self) { try InputFile(path: folder.file("a.nii")) }
    #expect(circle?.message.contains("circle") == true)
    let none = #expect(throws: ReadError.self) { try InputFile(path: folder.file("c.nii")) }
    #expect(none?.code == .notFound)
    let self_ = #expect(throws: ReadError.self) { try InputFile(path: folder.path) }
    #expect(self_?.message.contains("folder") == true)
  }

  @Test func `a link that a user names is followed`() throws {
    let (here, there) = (try Scratch(), try Scratch())
    let mask = try there.write(NIfTIBuilder().bytes, to: "mask.nii")
    try FileManager.default.createSymbolicLink(atPath: here.file("mask.nii"), withDestinationPath: mask)
    #expect(try ExportReader.read(path: here.file("mask.nii")).digest == SHA256.of(NIfTIBuilder().bytes))
  }

  @Test func `a digest is that of the bytes that were decoded, whatever takes the file's place meanwhile`() throws {
    let folder = try Scratch()
    let other = NIfTIBuilder { $0.values = $0.values.map { $0 == 0 ? 0 : 9 } }
    let path = try folder.write(NIfTIBuilder().bytes, to: "mask.nii")
    let file = try InputFile(path: path)
    try folder.write(other.bytes, to: "other.nii")
    try #require(rename(folder.file("other.nii"), path) == 0)
    let read = try ExportReader.read(file)
    #expect(NIfTIBuilder.runs(read.segmentation) == NIfTIBuilder.runs)
    #expect(read.digest == SHA256.of(NIfTIBuilder().bytes))
  }

  @Test func `what is left unread counts in the digest`() throws {
    let bytes = NIfTIBuilder().bytes + [UInt8](repeating: 7, count: 300_000)
    let file = InputFile(bytes: bytes)
    _ = try FormatRegistry.readHeader(file)
    #expect(try file.digest() == SHA256.of(bytes))
  }

  @Test func `a file in memory is read like one on disk`() throws {
    let folder = try Scratch()
    for (bytes, name) in [(NIfTIBuilder().bytes, "a.nii"), (NRRDBuilder().bytes, "a.nrrd")] {
      let path = try folder.write(bytes, to: name)
      let (memory, disk) = (try ExportReader.read(InputFile(bytes: bytes)), try ExportReader.read(path: path))
      #expect(memory.segmentation == disk.segmentation)
      #expect(memory.digest == disk.digest)
    }
  }

  @Test func `an unreadable member of a folder is in its digest`() throws {
    let folder = try Scratch()
    try folder.write(NIfTIBuilder().bytes, to: "liver.nii")
    let alone = try ExportReader.read(path: folder.path).digest
    try #require(mkfifo(folder.file("spleen.nii"), 0o600) == 0)
    let export = try ExportReader.read(path: folder.path)
    #expect(export.segmentation.problems.map(\.structure) == ["spleen"])
    #expect(export.digest != alone)
    try FileManager.default.removeItem(atPath: folder.file("spleen.nii"))
    try folder.write([1, 2, 3], to: "spleen.nii")
    let damaged = try ExportReader.read(path: folder.path).digest
    #expect(![alone, export.digest].contains(damaged))
    try folder.write([1, 2, 4], to: "spleen.nii")
    #expect(try ExportReader.read(path: folder.path).digest != damaged)
  }

  @Test func `the digest of a pair is that of both files`() throws {
    let folder = try Scratch()
    let pair = NIfTIBuilder { $0.isPair = true }
    try folder.write(pair.bytes, to: "mask.hdr")
    try folder.write(pair.data, to: "mask.img")
    let both = SHA256.of(SHA256.of(pair.bytes) + SHA256.of(pair.data))
    #expect(try ExportReader.read(path: folder.file("mask.hdr")).digest == both)
    #expect(try ExportReader.read(path: folder.file("mask.img")).digest == both)
  }
}

/// Voxels in another file than their header.
@Suite(.timeLimit(.minutes(10))) struct `Detached voxels` {
  private static func header(_ dataFile: String) -> [UInt8] {
    NRRDBuilder {
      $0.lines = ["data file: \(dataFile)"]
      $0.data = []
    }.bytes
  }

  private static func refusal(_ path: String) -> ReadError? {
    #expect(throws: ReadError.self) { try ExportReader.read(path: path) }
  }

  @Test(arguments: ["../voxels.raw", "/etc/passwd", "a/../../voxels.raw", "..", ""])
  func `lie in their header's folder by name`(name: String) throws {
    let folder = try Scratch()
    try folder.place(for: "inside/a/any")
    try folder.write(NRRDBuilder().raw, to: "voxels.raw")
    #expect(Self.refusal(try folder.write(Self.header(name), to: "inside/mask.nhdr"))?.code != .notAMask)
  }

  @Test func `lie there behind links as well`() throws {
    let (folder, elsewhere) = (try Scratch(), try Scratch())
    let voxels = try elsewhere.write(NRRDBuilder().raw, to: "voxels.raw")
    try FileManager.default.createSymbolicLink(atPath: folder.file("link.raw"), withDestinationPath: voxels)
    let byLink = Self.refusal(try folder.write(Self.header("link.raw"), to: "mask.nhdr"))
    #expect(byLink?.code == .unsupported)
    #expect(byLink?.message.contains("outside its own folder") == true)
    try FileManager.default.createSymbolicLink(atPath: folder.file("sub"), withDestinationPath: elsewhere.path)
    #expect(Self.refusal(try folder.write(Self.header("sub/voxels.raw"), to: "other.nhdr"))?.code == .unsupported)
    // The same for a pair, whose header names nothing.
    let pair = NIfTIBuilder { $0.isPair = true }
    try folder.write(pair.bytes, to: "pair.hdr")
    let image = try elsewhere.write(pair.data, to: "pair.img")
    try FileManager.default.createSymbolicLink(atPath: folder.file("pair.img"), withDestinationPath: image)
    #expect(Self.refusal(folder.file("pair.hdr"))?.code == .unsupported)
  }

  @Test func `are found beside the header that a link leads to`() throws {
    let (here, there) = (try Scratch(), try Scratch())
    try there.write(NRRDBuilder().raw, to: "voxels.raw")
    let header = try there.write(Self.header("voxels.raw"), to: "mask.nhdr")
    try FileManager.default.createSymbolicLink(atPath: here.file("mask.nhdr"), withDestinationPath: header)
    let read = try ExportReader.read(path: here.file("mask.nhdr")).segmentation
    #expect(NIfTIBuilder.runs(read) == NIfTIBuilder.runs)
  }

  @Test func `may be a named pipe as little as their header`() throws {
    let folder = try Scratch()
    try #require(mkfifo(folder.file("voxels.raw"), 0o600) == 0)
    #expect(
      Self.refusal(try folder.write(Self.header("voxels.raw"), to: "mask.nhdr"))?.message.contains("pipe") == true)
  }

  @Test func `have no place beside a header in memory`() {
    let error = #expect(throws: ReadError.self) { try NRRD.readMask(InputFile(bytes: Self.header("voxels.raw"))) }
    #expect(error?.code == .unsupported)
  }
}
