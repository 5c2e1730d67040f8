import Foundation

/// Returns the reason why the system refused something with a file, as the second half of a sentence without its full
/// stop.
package func systemReason(of error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileReadNoSuchFile?: return "there is no such file"
    case .fileNoSuchFile?: return "there is no such file or folder"
    case .fileReadNoPermission?, .fileWriteNoPermission?: return "you have no permission"
    case .fileWriteOutOfSpace?: return "the disk is full"
    case .fileWriteVolumeReadOnly?: return "the disk is read-only"
    case .fileWriteFileExists?: return "a file of that name exists already"
    default: break
    }
    let underlying = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError }
    // Foundation's own sentences say less than the system's error numbers.
    guard let underlying, underlying.domain == NSPOSIXErrorDomain else {
        return "the system refused it (\((error as NSError).domain) \((error as NSError).code))"
    }
    return systemReason(ofCode: Int32(underlying.code))
}

/// Returns the reason that an error number stands for, as the second half of a sentence without its full stop.
package func systemReason(ofCode code: Int32) -> String {
    switch code {
    case ENOENT: "there is no such file"
    case EACCES, EPERM: "you have no permission"
    case EISDIR: "it is a folder"
    case ENOTDIR: "a part of its path is a file, not a folder"
    case ENAMETOOLONG: "its name is too long"
    case ELOOP: "its links form a circle"
    case ENXIO: "it isn't a file, but a device or a pipe"
    default: String(cString: strerror(code)).lowercased()
    }
}
