internal import Diagnostics
internal import Formats
internal import FoundationEssentials
internal import Phantoms
internal import PolicyLanguage
internal import Shipped
internal import Volume

/// `segwarden phantom`: draws synthetic exports from recipes.
package enum PhantomRun {
  /// Name and title of each shipped recipe.
  package static func list() throws -> ExitStatus {
    let shipped = Shipped.phantoms()
    let width = shipped.map(\.name.count).max() ?? 0
    for entry in shipped {
      let recipe = try recipe(entry.name)
      Console.print(entry.name + String(repeating: " ", count: width - entry.name.count) + "  " + recipe.title)
    }
    return .success
  }

  /// Draws a recipe: a shipped one by name, or a file. The output is `.nii`, `.nii.gz`, `.png`, `.dcm`, or a folder
  /// (its path ends in a slash) with one NIfTI file per structure.
  ///
  /// - Parameter series: a folder for the image as a DICOM series, to which a DICOM segmentation refers.
  package static func draw(_ name: String, to output: String, series: String? = nil) throws -> ExitStatus {
    let recipe = try recipe(name)
    let segmentation = recipe.segmentation(named: true)
    let identifiers = DICOMIdentifiers(of: name)
    if let series { try draw(recipe, series: series, as: identifiers) }
    do {
      if output.hasSuffix("/") {
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        for structure in segmentation.structures {
          let one = Segmentation(
            grid: segmentation.grid, structures: [Structure(value: 1, name: structure.name, runs: structure.runs)])
          try NIfTIWriter.write(one, to: "\(output)\(structure.name ?? "\(structure.value)").nii.gz")
        }
      } else if output.lowercased().hasSuffix(".png") {
        try PNGMaskWriter.write(segmentation, to: output)
      } else if output.lowercased().hasSuffix(".dcm") {
        try SegmentationObjectWriter.write(segmentation, to: output, as: identifiers)
      } else if [".nii", ".nii.gz"].contains(where: { output.lowercased().hasSuffix($0) }) {
        try NIfTIWriter.write(segmentation, to: output)
      } else {
        throw ProgramError(
          .usage,
          "\(output): the output's name ends in .nii, .nii.gz, .png or .dcm, or in a slash for a folder with one file per structure."
        )
      }
    } catch let error as ProgramError {
      throw error
    } catch let error as WriteError {
      throw ProgramError(.inputOutput, "\(output): \(error.message)")
    } catch {
      throw ProgramError(
        .inputOutput, "\(output): cannot be written; check that its folder exists and can be written to.")
    }
    return .success
  }

  private static func draw(_ recipe: PhantomRecipe, series: String, as identifiers: DICOMIdentifiers) throws {
    guard let image = recipe.intensities() else {
      throw ProgramError(.usage, "\(series): the recipe gives no intensities, so there is no image to write.")
    }
    do {
      try ImageSeriesWriter.write(image, to: series, as: identifiers)
    } catch let error as WriteError {
      throw ProgramError(.inputOutput, "\(series): \(error.message)")
    }
  }

  private static func recipe(_ name: String) throws -> PhantomRecipe {
    let shipped = Shipped.phantoms()
    let file: String
    let text: String
    if let entry = shipped.first(where: { $0.name == name }) {
      (file, text) = ("<built-in>/phantoms/\(name).yaml", entry.text)
    } else if FileManager.default.fileExists(atPath: name) {
      do {
        (file, text) = (name, String(decoding: try FileText.bytes(name), as: UTF8.self))
      } catch let error as ReadError {
        throw ProgramError(.configuration, "\(name): \(error.message)")
      }
    } else {
      throw ProgramError(
        .usage,
        "there is no recipe “\(name)”. Known are \(shipped.map(\.name).joined(separator: ", ")); a file is named by its path."
      )
    }
    var diagnostics = Diagnostics()
    let reader = PhantomReader { base in
      shipped.first { $0.name == base }.map { ("<built-in>/phantoms/\($0.name).yaml", $0.text) }
    }
    guard let recipe = reader.recipe(text: text, file: file, diagnostics: &diagnostics) else {
      let list = diagnostics.sorted.map { $0.rendered(source: text) }.joined(separator: "\n")
      throw ProgramError(.configuration, "the recipe cannot be used.\n\(list)")
    }
    return recipe
  }
}
