import Foundation
import PackagePlugin

/// Writes texts into a target as Swift source, so that the installed program carries them.
@main
struct EmbedPlugin: BuildToolPlugin {
  /// The folders whose texts a target holds. Swift sources below them are no texts.
  static let folders = ["Shipped": ["Policies", "Prompts"], "Evaluation": ["Sources/Evaluation/Kinds"]]

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let folders = Self.folders[target.name] else {
      throw EmbedPluginError(description: "EmbedPlugin.folders does not say what \(target.name) embeds; name it there.")
    }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTexts.swift")
    // The build system keeps the list of inputs from when it last planned, and so would miss changes to files that came
    // later. Instead this mark is an input, which the tool renews whenever it runs: every build asks the tool, and the
    // tool leaves its output alone when nothing has changed.
    let mark = context.pluginWorkDirectoryURL.appending(path: "last-look")
    if !FileManager.default.fileExists(atPath: mark.path) { try Data().write(to: mark) }
    return [
      .buildCommand(
        displayName: "Embedding \(folders.joined(separator: ", "))",
        executable: try context.tool(named: "Embed").url,
        arguments: [output.path, mark.path] + folders.map { context.package.directoryURL.appending(path: $0).path },
        inputFiles: [mark] + texts(among: target),
        outputFiles: [output])
    ]
  }

  /// The texts among a target's own files; those that are inputs of no command the build system would call unhandled.
  private func texts(among target: any Target) -> [URL] {
    target.sourceModule?.sourceFiles.filter { $0.type == .unknown }.map(\.url) ?? []
  }
}

/// Why a target cannot embed.
struct EmbedPluginError: Error, CustomStringConvertible {
  let description: String
}
