internal import Digest
internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// How the files of a case look from outside: which ones there are, and of each its place on the disk, size and times.
/// A file that was changed, replaced or restored looks another way; one that was only moved with its folder does not.
package enum InputSignature {
  /// A digest of the mask's files, the image's, the table of labels and the facts beside the export. Names of folders
  /// are not part of it. Cost: a look at each file, none is opened.
  package static func of(_ export: Export) -> String {
    var lines: [String] = []
    add(export.path, as: "mask", to: &lines)
    if let image = export.image { add(image, as: "image", to: &lines) }
    if let labels = export.labels { add(labels, as: "labels", to: &lines) }
    for ending in ContextFile.endings { add(export.pathWithoutEnding + "." + ending, as: ending, to: &lines) }
    return SHA256.of(lines.joined(separator: "\n"))
  }

  /// A digest for some cases, in their order.
  package static func of(_ exports: [Export]) -> String {
    SHA256.of(exports.map { of($0) }.joined(separator: "\n"))
  }

  /// Headers that name files with any name in their folder for their voxels.
  private static let detached = [".mhd", ".nhdr"]
  /// Files that may have their voxels, or their header, in a file of the same name with another ending.
  private static let halves = [".hdr", ".hdr.gz", ".img", ".img.gz", ".nrrd", ".mha"]
  /// What the other file may end in.
  private static let otherHalves = [".hdr", ".hdr.gz", ".img", ".img.gz", ".raw", ".raw.gz", ".zraw"]
  /// Exports are no deeper.
  private static let deepest = 6

  private static func add(_ path: String, as role: String, to lines: inout [String]) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    lines.append("\(role) \(name) \(look(at: path))")
    addFolder(path, as: role, depth: 0, to: &lines)
    if detached.contains(where: path.lowercased().hasSuffix) {
      addFolder(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".", as: role, depth: 0, to: &lines)
    } else if let ending = halves.filter(path.lowercased().hasSuffix).max(by: { $0.count < $1.count }) {
      let stem = path.dropLast(ending.count)
      for other in otherHalves { lines.append("\(role) half \(other) \(look(at: stem + other))") }
    }
  }

  private static func addFolder(_ path: String, as role: String, depth: Int, to lines: inout [String]) {
    guard depth < deepest, let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return }
    for name in names.sorted() {
      lines.append("\(role) \(depth) \(name) \(look(at: "\(path)/\(name)"))")
      addFolder("\(path)/\(name)", as: role, depth: depth + 1, to: &lines)
    }
  }

  private static func look(at path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "none" }
    // What a folder holds is looked at itself; its own times change with what is no input.
    if status.st_mode & S_IFMT == S_IFDIR { return "folder" }
    #if canImport(Darwin)
      let (written, changed) = (status.st_mtimespec, status.st_ctimespec)
    #else
      let (written, changed) = (status.st_mtim, status.st_ctim)
    #endif
    return
      "\(status.st_ino) \(status.st_size) \(written.tv_sec).\(written.tv_nsec) \(changed.tv_sec).\(changed.tv_nsec)"
  }
}
