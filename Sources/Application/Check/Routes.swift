internal import Cases
internal import Files
internal import FoundationEssentials
package import Reasoning
internal import Runs

/// Folders that exports are sorted into by what was decided: each holds a link to an export, or a copy. Exports
/// themselves stay where they are.
package struct Routes: Sendable {
  /// How an export gets into a folder.
  package enum Way: String, CaseIterable, Sendable {
    case link, copy
  }

  /// Lies in a folder that a run put copies into, which began empty: all that is in it is the run's.
  private static let mark = ".segwarden-copies"

  private let folders: [Decision: String]
  private let way: Way

  /// Makes the folders. Throws a `ProgramError` for one that cannot be written, and for copies when a folder is not
  /// empty, since nothing would tell old ones from new.
  ///
  /// - Parameter isResumed: whether the folders hold what a run that goes on has put there.
  package init(_ folders: [Decision: String], way: Way, isResumed: Bool) throws {
    self.folders = folders
    self.way = way
    for folder in folders.values.sorted() {
      do throws(FileError) {
        try PrivateFile.makeFolder(folder)
      } catch {
        throw ProgramError(RunError(folder, error))
      }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      guard way == .copy else { continue }
      guard names.isEmpty || isResumed && names.contains(Self.mark) else {
        throw ProgramError(
          .usage,
          "\(folder): the folder is not empty, and copies of earlier runs would lie among new ones; name another.")
      }
      do throws(FileError) {
        try PrivateFile.put([], at: "\(folder)/\(Self.mark)")
      } catch {
        throw ProgramError(RunError(folder, error))
      }
    }
  }

  /// Puts an export where it belongs, under the case's name, and takes what an earlier run put there out of the
  /// folders: links, and copies of the run that goes on. Throws a `ProgramError`.
  ///
  /// - Parameter decision: nil for a case without a verdict, which belongs into none of the folders.
  func put(_ export: Export, named name: String, as decision: Decision?) throws {
    let ending = export.path.dropFirst(export.pathWithoutEnding.count)
    let files = FileManager.default
    for folder in folders.values where way == .copy || Self.isLink("\(folder)/\(name)\(ending)") {
      try? files.removeItem(atPath: "\(folder)/\(name)\(ending)")
    }
    guard let folder = decision.flatMap({ folders[$0] }) else { return }
    let place = "\(folder)/\(name)\(ending)"
    let path = export.path.hasPrefix("/") ? export.path : "\(files.currentDirectoryPath)/\(export.path)"
    do {
      switch way {
      case .link: try files.createSymbolicLink(atPath: place, withDestinationPath: path)
      case .copy: try files.copyItem(atPath: path, toPath: place)
      }
    } catch {
      throw ProgramError(
        .inputOutput,
        "\(place): the export cannot be \(way == .link ? "linked" : "copied") there; check the folder's permissions, and that nothing else is called so."
      )
    }
  }

  private static func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }
}
