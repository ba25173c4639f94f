import { startBrowser } from "./site.mjs";
const b = await startBrowser();
for (const [w,s] of [[1280,"light"],[390,"light"]]) {
  for (const [n,p] of Object.entries(JSON.parse(process.env.PAGES))) {
    const c = await b.newContext({viewport:{width:w,height:900},colorScheme:s,reducedMotion:"reduce"});
    const pg = await c.newPage(); await pg.goto("http://127.0.0.1:8080"+p);
    await pg.screenshot({path:`/tmp/shots/${n}-${w}.png`,fullPage:true}); await c.close();
  }
}
await b.close();
