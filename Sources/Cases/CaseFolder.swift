internal import Evaluation
internal import Formats
internal import FoundationEssentials
internal import PolicyLanguage

/// A folder of exports: every mask file is one, and so is every sub-folder with mask files, in the order of their
/// names.
///
/// A folder whose files are named like structures of the policy (`liver.nii.gz`) is one export instead. Nothing is
/// guessed about images: a folder of exports holds masks alone, and cases with images are listed in a manifest.
struct CaseFolder {
  /// Lists the cases of a folder. Throws a `ProgramError` when it cannot be listed or holds none.
  static func read(path: String, policy: Policy?) throws -> CaseList {
    let folder = path.hasSuffix("/") ? path : path + "/"
    let listing = try listing(folder, path)
    let masks = listing.masks
    // One is enough: an export may hold a hundred structures of which the policy asks for two.
    if let policy, masks.contains(where: { policy.knows(structure: FormatRegistry.stem(of: $0)) }) {
      return CaseList(cases: [ListedCase(Export(path: path))])
    }
    let folders = try FolderListing.folders(in: folder)
    let holding = folders.filter { (try? FolderListing(of: folder + $0).masks.isEmpty) == false }
    let cases = (masks + holding).sorted().map { ListedCase(Export(path: folder + $0)) }
    guard !cases.isEmpty else {
      throw ProgramError(
        .badInput, "\(path): the folder holds no exports; it takes mask files, or one folder with mask files per case.")
    }
    let others = [listing.leftOut].compactMap(\.self) + folders.filter { !holding.contains($0) }
    return CaseList(
      cases: cases,
      notes: others.isEmpty ? [] : ["\(path): left out, since no mask is there: \(others.joined(separator: ", "))"])
  }

  private static func listing(_ folder: String, _ path: String) throws -> FolderListing {
    do {
      return try FolderListing(of: folder)
    } catch let error as ReadError {
      throw ProgramError(error.status, "\(path): \(error.message)")
    }
  }
}
