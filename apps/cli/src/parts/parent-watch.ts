// Preloaded into every part: when the supervisor is gone, the channel to it closes and the part ends by itself.
// A part in a process group of its own would otherwise outlive a supervisor that was killed.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
