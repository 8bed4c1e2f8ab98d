// Recording a voice message, where the browser can.

const KINDS = ["audio/ogg;codecs=opus", "audio/mp4", "audio/webm;codecs=opus"];

/** Records on demand: `start()` resolves once recording, `stop(keep)` resolves to the file, or null. */
export class Recorder {
  async start() {
    if (!window.MediaRecorder || !navigator.mediaDevices) throw new Error("no recorder");
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    this.recorder = new MediaRecorder(stream, { mimeType });
    this.parts = [];
    this.recorder.ondataavailable = ({ data }) => this.parts.push(data);
    this.recorder.start();
  }

  stop(keep) {
    const { recorder, parts } = this;
    return new Promise((resolve) => {
      recorder.onstop = () => {
        recorder.stream.getTracks().forEach((track) => track.stop());
        resolve(keep ? new File(parts, "voice", { type: recorder.mimeType.replace(";codecs", "; codecs") }) : null);
      };
      recorder.stop();
    });
  }
}
