import Foundation
import PackagePlugin

/// Writes the texts of `Policies/` and `Prompts/` into the target as Swift source, so that the installed program carries them.
@main
struct EmbedPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folders = ["Policies", "Prompts"].map { context.package.directoryURL.appending(path: $0) }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTexts.swift")
    // The build system keeps the list of inputs from when it last planned, and so would miss changes to files that came later. Instead the only input
    // is this mark, which the tool renews whenever it runs: every build asks the tool, and the tool leaves its output alone when nothing has changed.
    let mark = context.pluginWorkDirectoryURL.appending(path: "last-look")
    if !FileManager.default.fileExists(atPath: mark.path) { try Data().write(to: mark) }
    return [
      .buildCommand(
        displayName: "Embedding policies and prompts",
        executable: try context.tool(named: "Embed").url,
        arguments: [output.path, mark.path] + folders.map(\.path),
        inputFiles: [mark],
        outputFiles: [output])
    ]
  }
}
