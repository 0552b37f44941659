// What benchmarks/editor.py runs in the page: the editor's own modules, driven frame by frame.
async (frames) => {
  const { aroundSeveral, barsOf } = await import("/images/bars.js");
  const { Editor } = await import("/images/editor.js");
  const { Stage } = await import("/images/stage.js");
  const { toolsOf } = await import("/images/tools.js");
  const { Words } = await import("/images/words.js");

  const page = { w: 3840, h: 2160 };
  const canvas = new OffscreenCanvas(page.w, page.h);
  const context = canvas.getContext("2d");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, page.w, page.h);
  context.fillStyle = "#222222";
  context.font = "24px sans-serif";
  for (let line = 0; line < 71; line++) context.fillText("Jane Doe wrote to John Roe about the invoice of 14 June. ".repeat(6), 20, 30 + 30 * line);
  const labels = ["private_person", "private_email", "secret"];
  const boxes = Array.from({ length: 300 }, (_, at) => ({ x: 20 + (at % 10) * 370, y: 20 + Math.floor(at / 10) * 70, w: 250, h: 34, label: labels[at % 3] }));
  const words = new Words(Array.from({ length: 1500 }, (_, at) => ({ x: 20 + (at % 25) * 150, y: 20 + Math.floor(at / 25) * 35, w: 110, h: 22, text: "word", line: Math.floor(at / 25) })));

  document.querySelector("#start").hidden = true;
  document.querySelector("#workspace").hidden = false;
  document.querySelector("#images").dataset.state = "loaded";
  const editor = new Editor(page, barsOf(boxes, page));
  const stage = new Stage(document.querySelector("#below"), document.querySelector("#canvas"), () => {});
  stage.show(await createImageBitmap(canvas), editor);
  const snaps = [...words.all, ...words.lines];
  const tools = toolsOf({ stage, editor, snaps: () => snaps, textUnder: () => "" });

  let painting = 0;
  const paint = stage.layers.paint.bind(stage.layers);
  stage.layers.paint = (scene) => {
    const start = performance.now();
    paint(scene);
    painting = performance.now() - start;
  };
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const settle = async () => {
    for (let count = 0; count < 60; count++) await frame();
  };
  const at = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))];
  const measure = async (step) => {
    await settle();
    const between = [];
    const work = [];
    for (let count = 0, last = await frame(); count < frames; count++) {
      const start = performance.now();
      step(count);
      const moving = performance.now() - start;
      const now = await frame();
      between.push(now - last);
      work.push(moving + painting);
      last = now;
    }
    return { frame: [at(between, 0.5), at(between, 0.95)], work: [at(work, 0.5), at(work, 0.95)] };
  };

  const drag = async (ids) => {
    editor.select(ids);
    const bar = editor.bars.find(({ id }) => id === ids[0]);
    const { scale, x, y } = stage.view;
    const start = { x: (bar.x + bar.w / 2) * scale + x, y: (bar.y + bar.h / 2) * scale + y };
    const event = { pointerType: "mouse", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
    const gesture = tools.select.begin(start, event);
    const result = await measure((count) => gesture.move({ x: start.x + 40 * Math.sin(count / 9), y: start.y + 30 * Math.cos(count / 11) }, event));
    gesture.end();
    return result;
  };

  const stretch = async () => {
    const around = aroundSeveral(editor.bars, editor.selection);
    const corner = { x: (around.x + around.w) * stage.view.scale + stage.view.x, y: (around.y + around.h) * stage.view.scale + stage.view.y };
    const hit = stage.hit(corner, "mouse");
    if (hit?.handle !== "se") throw new Error("the handle of all bars is not where it should be");
    const event = { pointerType: "mouse", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
    const gesture = tools.select.begin(corner, event);
    const result = await measure((count) => gesture.move({ x: corner.x - 40 - 40 * Math.sin(count / 9), y: corner.y - 40 }, event));
    gesture.cancel();
    return result;
  };

  const results = { "one bar dragged": await drag([155]) };
  results["all 300 dragged"] = await drag(editor.bars.map(({ id }) => id));
  results["all 300 resized"] = await stretch();
  editor.select([]);
  stage.zoomTo(1);
  results["moved at full size"] = await measure((count) => stage.pan(20 * Math.sin(count / 9), -5 * Math.cos(count / 15)));
  stage.fit();
  results["zoomed"] = await measure((count) => stage.zoomTo(stage.view.scale * (count % 60 < 30 ? 1.04 : 1 / 1.04), { x: 300, y: 200 }));
  return { size: [stage.canvas.width, stage.canvas.height], results };
}
