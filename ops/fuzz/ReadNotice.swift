import Foundation

/// What libFuzzer calls with each input: the notice reader must answer or refuse, never crash, hang or grow.
/// Compiled into one module with the sources of the reader, so that no product of the package carries it.
@_cdecl("LLVMFuzzerTestOneInput")
public func readNotice(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let notice = try? NoticeReader.read(bytes, fileName: "000001_2024.xml") else { return 0 }
    // What is kept of a hostile file is written as JSON later, so the writing is tried with it.
    var json = JSONWriter()
    json.object { json in
        json.field("title", notice.title)
        json.field("buyers", notice.buyers)
        json.field("awards", notice.awards)
    }
    precondition((try? JSONSerialization.jsonObject(with: Data(json.text.utf8))) != nil, "not JSON")
    return 0
}
