import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle
import Logging
import Metrics
