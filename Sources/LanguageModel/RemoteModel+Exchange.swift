internal import JSON

/// One request and what came of it.
extension RemoteModel {
  /// The body with the profile's further fields. Throws where these say again what the profile says already.
  func body(_ turn: ModelTurn) throws(ModelError) -> [UInt8] {
    let body = try Self.merge(provider.body(turn), profile.body, of: profile.name)
    do throws(JSONError) { return try JSONValue.object(body).bytes() } catch {
      throw ModelError(code: .configuration, message: "The question to the model cannot be written: \(error).")
    }
  }

  private static func merge(
    _ own: [JSONValue.Member], _ further: [JSONValue.Member], of profile: String
  ) throws(ModelError) -> [JSONValue.Member] {
    var merged = own
    for member in further {
      guard let place = merged.firstIndex(where: { $0.name == member.name }) else {
        merged.append(member)
        continue
      }
      guard let inner = merged[place].value.members, let added = member.value.members else {
        throw ModelError(
          code: .configuration,
          message:
            "The model '\(profile)' sets '\(member.name.prefix(40))' under 'body', which is set already; remove it there."
        )
      }
      merged[place].value = .object(try merge(inner, added, of: profile))
    }
    return merged
  }

  var cancelled: Failure {
    Failure(error: ModelError(code: .cancelled, message: "The question to \(address.origin) was cancelled."))
  }

  func attempt(_ request: HTTPRequest, _ tally: inout Tally) async -> Result<ProviderAnswer, Failure> {
    guard let ticket = try? await gate.enter() else { return .failure(cancelled) }
    tally.attempts += 1
    let result = await exchange(request)
    switch result {
    case .success(let answer):
      tally.add(answer.usage)
      await gate.leave(ticket, .served)
    case .failure(let failure):
      if failure.mayCost { tally.add(nil) }
      await gate.leave(ticket, failure.error.code == .rateLimited ? .tooMany : .silent)
    }
    return result
  }

  private func exchange(_ request: HTTPRequest) async -> Result<ProviderAnswer, Failure> {
    let response: HTTPResponse
    do throws(TransportError) { response = try await transport.send(request) } catch {
      return .failure(Failure(error))
    }
    let origin = address.origin
    guard response.isSuccess else {
      return .failure(Failure(response, from: origin, key: key, keyVariables: profile.keyVariables))
    }
    let nothing = Failure.noAnswer(response, provider.answerName, from: origin, key: key)
    let document: JSONValue
    do throws(StreamFault) {
      guard let whole = try self.document(response) else { return .failure(nothing) }
      document = whole
    } catch {
      return switch error {
      case .reported(let report):
        .failure(Failure(Complaint(report, hiding: key), from: origin, inStream: true))
      case .unfinished: .failure(.unfinished(from: origin))
      case .unreadable: .failure(nothing)
      }
    }
    guard var answer = provider.answer(document) else { return .failure(nothing) }
    switch answer.outcome {
    case .failed(let report):
      return .failure(Failure(Complaint(report, hiding: key), from: origin, inStream: false))
    case .unfinished: return .failure(.unfinished(from: origin))
    case .text, .refused, .blocked, .cutOff: break
    }
    let id = (response.requestID ?? answer.requestID).map { ServerMessage($0, hiding: key).text }
    answer.requestID = id.flatMap { $0.isEmpty ? nil : $0 }
    answer.model = answer.model.map { ServerMessage($0, hiding: key).text }
    return .success(answer)
  }

  /// The answer's document, put together where it came in pieces. Nil when there is none.
  private func document(_ response: HTTPResponse) throws(StreamFault) -> JSONValue? {
    let start = response.body.first { ![0x09, 0x0A, 0x0D, 0x20].contains($0) }
    // A server that does not stream answers as a whole; a page of HTML is no stream.
    let isWhole = provider.streamFormat == .events && start == UInt8(ascii: "{") || start == UInt8(ascii: "<")
    guard profile.streams, !isWhole else { return try? JSONValue(parsing: response.body) }
    let pieces = try provider.streamFormat.pieces(of: response.body)
    guard let document = provider.assemble(pieces) else { throw .unfinished }
    return document
  }
}
