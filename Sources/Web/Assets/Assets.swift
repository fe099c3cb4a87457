import Accounts
import Crypto
import Foundation
import Hummingbird

/// Style sheets, icons and scripts, read into memory at start. What is not in the list does not exist,
/// so no path of a request ever reaches the disk.
public struct Assets: Sendable {
    private struct Asset: Sendable {
        let bytes: ByteBuffer
        let mediaType: String
        let hash: String
    }

    private let assets: [String: Asset]

    /// Reads the files of the folders, later folders replacing earlier ones; a folder that is absent counts
    /// as empty, a file of a type that we do not serve is left out.
    public init(folders: [URL]) throws {
        var assets: [String: Asset] = [:]
        for folder in folders where FileManager.default.fileExists(atPath: folder.path()) {
            for name in try FolderListing.files(in: folder, suffix: "") {
                guard let mediaType = Self.mediaType(of: name) else { continue }
                let bytes = try Data(contentsOf: folder.appending(path: name))
                let hash = Base64URL.encode(Data(SHA256.hash(data: bytes)).prefix(9))
                assets[name] = Asset(bytes: ByteBuffer(bytes: bytes), mediaType: mediaType, hash: hash)
            }
        }
        self.assets = assets
    }

    /// The names of all assets.
    public var names: [String] { assets.keys.sorted() }

    /// The address of an asset with the hash of its content, so that it may be kept for ever; nil when
    /// there is none.
    public func address(of name: String) -> String? {
        assets[name].map { "/assets/\(name)?v=\($0.hash)" }
    }

    func response(to request: Request, name: String) throws(Refusal) -> Response {
        guard let asset = assets[name] else { throw .notFound }
        let tag = "\"\(asset.hash)\""
        let isPinned = QueryInput(request)["v"] == asset.hash
        var headers: HTTPFields = [
            .eTag: tag, .vary: "Accept-Encoding",
            .cacheControl: isPinned ? "public, max-age=31536000, immutable" : "public, no-cache",
        ]
        if EntityTag.isKnown(tag, to: request) { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = asset.mediaType
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.bytes))
    }

    private static func mediaType(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "ico": "image/x-icon"
        case "woff2": "font/woff2"
        case "txt": "text/plain; charset=utf-8"
        default: nil
        }
    }
}
